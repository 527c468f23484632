import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { coin } from "./coin_fixture.ts";
import { ledger, missingRuns, reproduce } from "./index.ts";

test("seeds come in fives to the arms of claims that are not settled, and are there the next time", async () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  const planned = await reproduce(coin, { profile: "paper", workers: 1 });
  expect(planned.seeds).toHaveLength(10);
  const results = await reproduce(coin, { profile: "paper", settles: true, workers: 1 });
  const seedsOf = (method: string) => results.rows({ method, setting: "coin" }, "final").map(({ seed }) => seed);
  expect(seedsOf("biased")).toEqual(Array.from({ length: 10 }, (_, seed) => seed));
  expect(seedsOf("fair")).toEqual(Array.from({ length: 20 }, (_, seed) => seed));

  const { claims } = await ledger([coin]);
  expect(claims).toMatchObject([
    { reading: "fair", seeds: 20, verdict: "open" },
    { reading: "biased", seeds: 10, verdict: "reproduced" },
  ]);
  const again = await reproduce(coin, { profile: "paper", compute: false });
  expect(again.table.height).toBe(results.table.height);
  expect(missingRuns(coin, "paper")).toBe(0);
});

test("seeds that are asked for are run alone, and one makes no interval", async () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  const two = await reproduce(coin, { profile: "paper", seeds: [0, 1], workers: 1 });
  expect(two.seeds).toEqual([0, 1]);
  expect(coin.claims(two)).toHaveLength(2);
  const one = await reproduce(coin, { profile: "paper", seeds: [3], workers: 1 });
  expect(one.table.height).toBe(2);
  expect(coin.claims(one)).toEqual([]);
});
