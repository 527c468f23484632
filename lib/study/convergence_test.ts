import { expect, test } from "vitest";
import { convergence, trained } from "./convergence.ts";
import { Results } from "./results.ts";
import { tableOf } from "./tableOf.ts";

const arm = { method: "learner", setting: "one" };

/** Greedy rewards of four seeds over twenty epochs, a little apart, and their predicted values. */
function learned(reward: (epoch: number) => number, value = 500, epochs = Array.from({ length: 20 }, (_, i) => i + 1)) {
  const rows = [0, 1, 2, 3].flatMap((seed) =>
    epochs.flatMap((epoch) => [
      { ...arm, purpose: "evaluation", seed, epoch, reward: reward(epoch) + 0.1 * ((seed + epoch) % 3), value: null },
      { ...arm, purpose: "training", seed, epoch, reward: 100, value },
    ]),
  );
  return new Results(tableOf(rows));
}
const values = { discount: 0.8, reward: "reward" };

test("a curve that has levelled off at the scale of its returns is trained", () => {
  const found = convergence(
    learned((epoch) => 100 - 50 * 0.5 ** epoch),
    arm,
    { values },
  );
  expect(found).toMatchObject({ isFlat: true, isTrained: true });
  expect(found.valueScale).toBeCloseTo(1, 12);
});

test("a curve that still rises or falls is not, nor are values far from returns", () => {
  const rising = learned((epoch) => 50 + 2.5 * epoch);
  expect(convergence(rising, arm)).toMatchObject({ isFlat: false, isTrained: false });
  expect(convergence(rising, arm).change.value).toBeCloseTo(5 / 98.75, 2);
  expect(
    convergence(
      learned((epoch) => 150 - 2.5 * epoch),
      arm,
    ).isTrained,
  ).toBe(false);
  expect(
    convergence(
      learned(() => 100, 200),
      arm,
      { values },
    ),
  ).toMatchObject({ isFlat: true, isTrained: false });
  expect(trained(rising, [arm]).words).toMatch(/^learner: greedy reward still changes by 5\.\d % in the last fifth$/);
  expect(
    trained(
      learned(() => 100, 200),
      [arm],
      { values },
    ).words,
  ).toBe("learner: values are at 40 % of the returns");
});

test("a curve that seems to rise is not flat where seeds differ too much to know", () => {
  const rows = [-40, 0, 5, 65].flatMap((rise, seed) =>
    Array.from({ length: 20 }, (_, i) => i + 1).map((epoch) => {
      return { ...arm, purpose: "evaluation", seed, epoch, reward: 100 + (epoch > 18 ? rise : 0) };
    }),
  );
  const { change, isFlat } = convergence(new Results(tableOf(rows)), arm);
  expect(change.low).toBeLessThan(0);
  expect(change.value).toBeGreaterThan(0.05);
  expect(isFlat).toBe(false);
});

test("where a run is judged seldom, its last evaluation counts against the one before", () => {
  expect(
    convergence(
      learned(() => 100, 500, [5, 10, 20]),
      arm,
    ).isTrained,
  ).toBe(true);
  expect(
    convergence(
      learned((epoch) => 50 + 2.5 * epoch, 500, [5, 10, 20]),
      arm,
    ).isTrained,
  ).toBe(false);
  expect(() =>
    convergence(
      learned(() => 100, 500, [20]),
      arm,
    ),
  ).toThrow("has no two evaluations");
});
