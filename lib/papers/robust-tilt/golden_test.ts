import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runGolden } from "../../golden/runGolden.ts";
import { selectBackend } from "../../neural/index.ts";
import { ROOT } from "../../records/index.ts";
import { golden } from "./golden.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

const FOLDER = join(ROOT, "data/golden");

beforeAll(selectBackend);

test("a twin that is taken for the network, and an uplink in the other form, are failures", () => {
  const naive = { ...golden, transition: (i: object) => golden.transition({ ...i, slot_errors: null }) };
  expect(runGolden(FOLDER, { A: naive }, ["A/transition"]).failures).toHaveLength(3);
  const printed = { ...golden, uplink_sinr: (i: object) => golden.uplink_sinr({ ...i, form: "printed" }) };
  expect(runGolden(FOLDER, { A: printed }, ["A/uplink_sinr"]).failures.length).toBeGreaterThan(5);
});

test("a worst case of the other sign, an unclipped ratio and weights the wrong way round are failures", () => {
  const failuresOf = (name: string, change: (i: Inputs) => object) => {
    const wrong = { [name]: (i: Inputs) => golden[name]?.({ ...i, ...change(i) }) };
    return runGolden(FOLDER, { A: wrong }, [`A/${name}`]).failures.length;
  };
  expect(failuresOf("worst_case_log_prob", ({ advantage }) => ({ advantage: -advantage }))).toBeGreaterThan(10);
  expect(failuresOf("ppo_clip_loss", () => ({ clip: 1e9 }))).toBeGreaterThan(2);
  expect(failuresOf("robust_loss", ({ kappa }) => ({ kappa: 1 - kappa }))).toBeGreaterThan(2);
  expect(failuresOf("gae", ({ terminated }) => ({ truncated: terminated }))).toBeGreaterThan(1);
});
