import { expect, test } from "vitest";
import { mean } from "../../statistics/index.ts";
import { reproduce } from "../../study/reproduce.ts";
import { experimentNamed } from "../index.ts";
import { learnerRows } from "./learnerTables.ts";
import { CHOSEN, REGIME_NAMES, TRIED } from "./settings.ts";

const results = await reproduce(experimentNamed("single-bs-sync"), { profile: "paper", compute: false });

test("what is confirmed on other seeds is the best of what was tried on the first ten, equally many for each learner", () => {
  for (const regime of REGIME_NAMES) {
    for (const method of ["sac", "dqn"] as const) {
      const tried = Object.entries(TRIED).filter(([, one]) => one.regime === regime && one.method === method);
      expect(tried).toHaveLength(4);
      const rewards = tried.map(([setting]) =>
        mean(learnerRows(results, method, setting, "final").map((row) => row.reward)),
      );
      expect(tried[rewards.indexOf(Math.max(...rewards))]?.[0]).toBe(CHOSEN[regime][method]);
    }
  }
});

test("SAC and DQN get equal networks, memory and updates in every setting that is compared", () => {
  const plan = experimentNamed("single-bs-sync").plan("paper");
  const shared = (method: string, setting: string) => {
    const { configuration } = plan.find((task) => task.method === method && task.setting === setting) ?? {};
    const { learner, method: _, ...rest } = configuration as { learner: Record<string, unknown>; method: string };
    const { hidden, batchSize, warmUp, tau, rewards } = learner;
    return { ...rest, hidden, batchSize, warmUp, tau, rewards };
  };
  for (const { setting } of plan.filter((task) => task.method === "sac" && task.setting.includes("positions"))) {
    expect(shared("sac", setting)).toEqual(shared("dqn", setting));
  }
  for (const { sac, dqn } of Object.values(CHOSEN)) expect(shared("sac", sac)).toEqual(shared("dqn", dqn));
});
