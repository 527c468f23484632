import { expect, test } from "vitest";
import { rngFrom, streamsOf } from "../../../random/index.ts";
import { RobustTilt } from "./robustTilt.ts";
import { SlotReward } from "./slotReward.ts";
import type { RobustTiltOptions } from "./tiltScenario.ts";

const SETTINGS: readonly RobustTiltOptions[] = [
  { setting: "as-printed" },
  { setting: "literal" },
  { setting: "benign" },
];
const started = (options: RobustTiltOptions) => {
  const environment = new RobustTilt({ ...options, slots: 1 }, { seeds: [0], copies: 3 });
  environment.reset(streamsOf([0], 3, "training"));
  return environment;
};

test("it is the environment's reward of a slot", () => {
  for (const options of SETTINGS) {
    const environment = started(options);
    const reward = new SlotReward(environment);
    const actions = Float32Array.from({ length: 9 }, (_, i) => Math.sin(i));
    const own = [0, 1, 2].map((row) => {
      reward.place(environment.positions, row * 2 * environment.configuration.users);
      return reward.at(actions, 3 * row);
    });
    expect(own).toEqual([...environment.step(actions).rewards]);
  }
});

test("no action in a box has a smaller reward than the bound, and a box of one point has its own", () => {
  const rng = rngFrom("boxes");
  for (const options of SETTINGS) {
    const environment = started(options);
    const reward = new SlotReward(environment);
    let gaps = 0;
    for (let i = 0; i < 1000; i++) {
      const row = i % 3;
      reward.place(environment.positions, row * 2 * environment.configuration.users);
      const centre = [0, 1, 2].map(() => 2.4 * rng.uniform() - 1.2);
      const width = rng.uniform() ** 2;
      const lower = centre.map((a) => a - width);
      const upper = centre.map((a) => a + width);
      const inside = centre.map((a) => a + width * (2 * rng.uniform() - 1));
      const bound = reward.lowest(lower, upper);
      const got = reward.at(inside);
      expect(bound).toBeLessThanOrEqual(got + 1e-9);
      expect(reward.lowest(inside, inside)).toBeCloseTo(got, 9);
      gaps += (got - bound) / 1000;
    }
    expect(gaps).toBeLessThan(30); // it says something: rewards are 20 to 60
  }
});

test("slopes are those of the reward", () => {
  const environment = started({ setting: "benign" });
  const reward = new SlotReward(environment);
  reward.place(environment.positions);
  const action = Float32Array.of(0.2, -0.4, 0.1);
  const slopes = new Float32Array(3);
  reward.slopes(action, slopes);
  for (const c of [0, 1, 2]) {
    const moved = Float32Array.from(action);
    moved[c] = moved[c] + 0.01;
    expect((reward.at(moved) - reward.at(action)) / 0.01).toBeCloseTo(slopes[c], 0);
  }
});
