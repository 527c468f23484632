import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runGolden } from "../../golden/runGolden.ts";
import { selectBackend } from "../../neural/index.ts";
import { ROOT } from "../../records/index.ts";
import { golden } from "./golden.ts";

const FOLDER = join(ROOT, "data/golden");

beforeAll(selectBackend);

test("a sign changed in the reward and a neglected block are failures", () => {
  const wrong = { ...golden, reward: (i: { epsilon: number }) => -(golden.reward(i) as number) };
  expect(runGolden(FOLDER, { C: wrong }, ["C/reward"]).failures).toHaveLength(16);
  const blind = { ...golden, allocate: (i: object) => golden.allocate({ ...i, blocked_rb: -1 }) };
  expect(runGolden(FOLDER, { C: blind }, ["C/allocate"]).failures.length).toBeGreaterThan(0);
});

test("a sign changed in a loss and a neglected end of episode are failures", () => {
  const upsideDown = {
    dqn_update: (i: { discount: number }) => golden.dqn_update?.({ ...i, discount: -i.discount }),
  };
  expect(runGolden(FOLDER, { C: upsideDown }, ["C/dqn_update"]).failures).toHaveLength(4);
  const colder = {
    sac_update: (i: { temperature: number }) => golden.sac_update?.({ ...i, temperature: -i.temperature }),
  };
  expect(runGolden(FOLDER, { C: colder }, ["C/sac_update"]).failures).toHaveLength(4);
  const endless = {
    sac_update: (i: object) => golden.sac_update?.({ ...i, terminated: [0, 0, 0, 0, 0, 0, 0, 0] }),
  };
  expect(runGolden(FOLDER, { C: endless }, ["C/sac_update"]).failures.length).toBeGreaterThan(0);
});
