import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runGolden } from "../golden/runGolden.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { ROOT } from "../records/index.ts";
import { tensorB } from "./multi-bs-sync/goldenTensors.ts";
import { tensorA } from "./robust-tilt/goldenTensors.ts";
import { tensorC } from "./single-bs-sync/goldenTensors.ts";

// biome-ignore lint/suspicious/noExplicitAny: the vectors' README describes the inputs of each function
type Inputs = any;

const FOLDER = join(ROOT, "data/golden");

beforeAll(selectBackend);

test("every vector of paper C's networks, losses, gradients and steps is met, and no tensor stays", () => {
  const before = tf.memory().numTensors;
  const { passed, failures } = runGolden(
    FOLDER,
    { C: tensorC },
    Object.keys(tensorC).map((name) => `C/${name}`),
  );
  expect(failures).toEqual([]);
  expect(passed).toBe(91);
  expect(tf.memory().numTensors).toBe(before);
});

test("every vector of paper B's networks, losses and gradients is met; a sign changed in the VDN target is a failure", () => {
  const { passed, failures } = runGolden(
    FOLDER,
    { B: tensorB },
    Object.keys(tensorB).map((name) => `B/${name}`),
  );
  expect(failures).toEqual([]);
  expect(passed).toBe(59);
  const wrong = {
    ...tensorB,
    vdn_loss: (i: { discount: number }) => tensorB.vdn_loss?.({ ...i, discount: -i.discount }),
  };
  expect(runGolden(FOLDER, { B: wrong }, ["B/vdn_loss"]).failures.length).toBeGreaterThan(0);
});

test("every vector of paper A's bounds, densities, losses and gradients is met, and no tensor stays", () => {
  const before = tf.memory().numTensors;
  const names = Object.keys(tensorA).map((name) => `A/${name}`);
  const { passed, failures } = runGolden(FOLDER, { A: tensorA }, names);
  expect(failures).toEqual([]);
  expect(passed).toBe(102);
  expect(tf.memory().numTensors).toBe(before);
});

test("a worst case of the other sign, an unclipped ratio and weights the wrong way round are failures", () => {
  const failuresOf = (name: string, change: (i: Inputs) => object) => {
    const wrong = { [name]: (i: Inputs) => tensorA[name]?.({ ...i, ...change(i) }) };
    return runGolden(FOLDER, { A: wrong }, [`A/${name}`]).failures.length;
  };
  expect(failuresOf("worst_case_log_prob", ({ advantage }) => ({ advantage: -advantage }))).toBeGreaterThan(10);
  expect(failuresOf("ppo_clip_loss", () => ({ clip: 1e9 }))).toBeGreaterThan(2);
  expect(failuresOf("robust_loss", ({ kappa }) => ({ kappa: 1 - kappa }))).toBeGreaterThan(2);
  expect(failuresOf("gae", ({ terminated }) => ({ truncated: terminated }))).toBeGreaterThan(1);
});

test("a sign changed in a loss and a neglected end of episode are failures", () => {
  const upsideDown = {
    dqn_update: (i: { discount: number }) => tensorC.dqn_update?.({ ...i, discount: -i.discount }),
  };
  expect(runGolden(FOLDER, { C: upsideDown }, ["C/dqn_update"]).failures).toHaveLength(4);
  const colder = {
    sac_update: (i: { temperature: number }) => tensorC.sac_update?.({ ...i, temperature: -i.temperature }),
  };
  expect(runGolden(FOLDER, { C: colder }, ["C/sac_update"]).failures).toHaveLength(4);
  const endless = {
    sac_update: (i: object) => tensorC.sac_update?.({ ...i, terminated: [0, 0, 0, 0, 0, 0, 0, 0] }),
  };
  expect(runGolden(FOLDER, { C: endless }, ["C/sac_update"]).failures.length).toBeGreaterThan(0);
});
