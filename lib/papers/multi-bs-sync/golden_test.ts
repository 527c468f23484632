import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runGolden } from "../../golden/runGolden.ts";
import { selectBackend } from "../../neural/index.ts";
import { ROOT } from "../../records/index.ts";
import { golden } from "./golden.ts";

const FOLDER = join(ROOT, "data/golden");

beforeAll(selectBackend);

test("a sign changed in the team reward, and in the discount of VDN's target, are failures", () => {
  const reward = { ...golden, team_reward: (i: object) => -(golden.team_reward(i) as number) };
  expect(runGolden(FOLDER, { B: reward }, ["B/team_reward"]).failures.length).toBeGreaterThan(10);
  const target = { ...golden, vdn_loss: (i: { discount: number }) => golden.vdn_loss({ ...i, discount: -i.discount }) };
  expect(runGolden(FOLDER, { B: target }, ["B/vdn_loss"]).failures.length).toBeGreaterThan(0);
});
