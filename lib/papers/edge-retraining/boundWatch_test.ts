import { expect, test } from "vitest";
import { streamsOf } from "../../random/index.ts";
import { BoundWatch } from "./boundWatch.ts";
import type { Classifiers } from "./model/classifiers.ts";
import { EdgeRetraining } from "./model/edgeRetraining.ts";

/** Models that are right about everything or nothing, each retraining giving the next one of its seed's script. */
function scripted(scripts: readonly (readonly (0 | 1)[])[]): Classifiers {
  const stride = 100;
  return {
    classes: 2,
    zones: 4,
    pretrained: (replica) => replica * stride - 1, // the first frame's retraining makes it the first of the script
    confusion(model) {
      const isRight = model < 0 || model % stride === stride - 1 || scripts[Math.floor(model / stride)][model % stride];
      return isRight ? Float64Array.of(1, 0, 0, 1) : Float64Array.of(0, 1, 1, 0);
    },
    retrain: (model) => model + 1,
  };
}

/** One user a seed, whose accuracy in each slot is the script's, watched in frames of two slots. */
function watched(...scripts: (readonly (0 | 1)[])[]) {
  const seeds = scripts.map((_, seed) => seed);
  const environment = new EdgeRetraining(
    { users: 1, frameSlots: 1, deployment: "instant", horizon: scripts[0].length },
    { classifiers: scripted(scripts), seeds, retraining: () => true },
  );
  environment.reset(streamsOf(seeds, 1, "evaluation"));
  const watch = new BoundWatch(environment, 2);
  watch.begin();
  const countTo = (end: number, from = 0, counter = watch) => {
    for (let slot = from; slot < end; slot++) {
      expect([...environment.models.accuracy]).toEqual(scripts.map((script) => script[slot]));
      counter.count(slot);
      environment.step(new Float32Array(2 * environment.rows));
    }
  };
  return { environment, watch, countTo };
}

test("falls are counted by slots above, recoveries by slots below, frames by their mean, each seed by itself", () => {
  const { watch, countTo } = watched([1, 1, 0, 0, 1, 0, 1, 1], [1, 0, 1, 0, 1, 0, 1, 1]);
  countTo(8);
  expect(watch.of(0)).toEqual({ framesBelow: 2 / 4, breakouts: 2 / 5, recovery: 3 / 2 });
  expect(watch.of(1)).toEqual({ framesBelow: 3 / 4, breakouts: 3 / 5, recovery: 1 });
});

test("who is always below never falls and never recovers; who is always above has nothing to count", () => {
  const { watch, countTo } = watched([0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1]);
  countTo(6);
  expect(watch.of(0)).toEqual({ framesBelow: 1, breakouts: 0, recovery: 6 });
  expect(watch.of(1)).toEqual({ framesBelow: 0, breakouts: 0, recovery: 0 });
  expect(watch.of(2)).toEqual({ framesBelow: 1 / 3, breakouts: 0, recovery: 2 }); // below at first, which is no fall
});

test("a watch that is saved goes on in another one, also in the middle of a frame and of a time below", () => {
  const scripts = [
    [1, 1, 0, 0, 0, 1],
    [1, 0, 1, 1, 0, 1],
  ] as const;
  const whole = watched(...scripts);
  whole.countTo(6);
  const { watch, countTo } = watched(...scripts);
  countTo(3);
  const saved = watch.snapshot();
  countTo(4, 3);
  const again = watched(...scripts);
  again.countTo(3);
  const restored = new BoundWatch(again.environment, 2);
  restored.restore(saved);
  expect(restored.snapshot()).toEqual(saved);
  again.countTo(6, 3, restored);
  for (const row of [0, 1]) expect(restored.of(row)).toEqual(whole.watch.of(row));
  expect(whole.watch.of(0)).toEqual({ framesBelow: 2 / 3, breakouts: 1 / 3, recovery: 3 });
  expect(whole.watch.of(1)).toEqual({ framesBelow: 2 / 3, breakouts: 2 / 4, recovery: 1 });
});
