import { expect, test } from "vitest";
import { METHOD_NAMES, TUNED } from "./settings.ts";
import { study } from "./study.ts";

test("SAC and DQN get equal networks, memory and updates in every setting that is compared, and as many tries", () => {
  const plan = study.plan("paper");
  const shared = (method: string, setting: string) => {
    const [arm] = plan.filter((planned) => planned.method === method && planned.setting === setting);
    const { learner, method: _, ...rest } = arm.configuration as { learner: Record<string, unknown>; method: string };
    const { hidden, batchSize, warmUp, tau, rewards } = learner;
    return { ...rest, hidden, batchSize, warmUp, tau, rewards };
  };
  const both = plan.filter(
    (sac) => sac.method === "sac" && plan.some((dqn) => dqn.method === "dqn" && dqn.setting === sac.setting),
  );
  expect(both.length).toBeGreaterThan(8);
  for (const { setting } of both) expect(shared("sac", setting)).toEqual(shared("dqn", setting));
  const { sac, dqn } = TUNED;
  expect(shared("sac", sac.chosen.setting)).toEqual(shared("dqn", dqn.chosen.setting));
  for (const method of METHOD_NAMES) expect(TUNED[method].tried).toHaveLength(4);
});
