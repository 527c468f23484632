import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { coin } from "../coin_fixture.ts";
import { reproduce } from "../index.ts";

test("where there is no Slurm, one sentence says so and what to do, and nothing is written", async () => {
  const data = mkdtempSync(join(tmpdir(), "twinlab-"));
  process.env.TWINLAB_DATA = data;
  process.env.PATH = data;
  const onSlurm = reproduce(coin, { profile: "smoke", on: { scheduler: "slurm" } });
  await expect(onSlurm).rejects.toThrow(
    "squeue is not on this machine: call from one that submits to Slurm, or compute --on local",
  );
  expect(readdirSync(data)).toEqual([]);
});

test("options that Slurm cannot take are refused before anything is asked", async () => {
  const onSlurm = reproduce(coin, { profile: "smoke", on: { scheduler: "slurm", time: "soon" } });
  await expect(onSlurm).rejects.toThrow('time = "soon": give minutes');
});
