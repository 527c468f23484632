import { beforeAll, expect, test } from "vitest";
import { compile, selectBackend, type tf } from "../neural/index.ts";
import { lambdaTargets, type Mixing } from "./recurrentLosses.ts";

beforeAll(selectBackend);

/** Three slots of two episodes, the second of which ends after two; a sample is [slot, episode]. */
const valid = [1, 1, 1, 1, 1, 0];

/** Targets by a program of the kernel, as training runs them: [channel, slot x episode]. */
function targetsOf(
  [r, best, continues]: readonly (readonly number[])[],
  { mixing, lambda, discount = 0.5 }: { mixing: Mixing; lambda: number; discount?: number },
): number[] {
  const agents = best.length / 6;
  const shapes = [r.length / 6, agents, 1, 1].map((channels) => [1, channels, 6]);
  const run = compile(shapes, (...inputs) => {
    const [a, b, c, d] = inputs as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
    return [lambdaTargets([a, b, c, d], { discount, mixing, lambda, slots: 3 })];
  });
  const [y] = run(...[r, best, continues, valid].map((x) => Float32Array.from(x)));
  run.dispose();
  return [...y];
}

const r = [1, 2, 3, 4, 5, 0];
const goesOn = [1, 1, 1, 1, 1, 1];

test("lambda carries targets back along an episode, to where it ends and no further", () => {
  const best = [8, 16, 24, 32, 40, 99];
  // Of the first episode: 5 + .5 x 40 = 25, 3 + .5 (.5 x 24 + .5 x 25) = 15.25, 1 + .5 (.5 x 8 + .5 x 15.25) = 6.8125.
  // Of the second: 4 + .5 x 32 = 20, 2 + .5 (.5 x 16 + .5 x 20) = 11; what stands after its end counts for nothing.
  const y = targetsOf([r, best, goesOn], { mixing: "none", lambda: 0.5 });
  expect(y.slice(0, 5)).toEqual([6.8125, 11, 15.25, 20, 25]);
});

test("nothing follows the end of a task", () => {
  const best = [8, 16, 24, 32, 40, 99];
  const ended = [1, 1, 1, 0, 0, 1];
  // 5, 3 + .5 (.5 x 24 + .5 x 5) = 10.25, 1 + .5 (.5 x 8 + .5 x 10.25) = 5.5625; 4, 2 + .5 (.5 x 16 + .5 x 4) = 7.
  const y = targetsOf([r, best, ended], { mixing: "none", lambda: 0.5 });
  expect(y.slice(0, 5)).toEqual([5.5625, 7, 10.25, 4, 5]);
});

test("at lambda 0 targets look one slot ahead, at 1 to the end of the episode", () => {
  const best = [8, 16, 24, 32, 40, 99];
  const once = targetsOf([r, best, goesOn], { mixing: "none", lambda: 0 });
  expect(once.slice(0, 5)).toEqual([5, 10, 15, 20, 25]);
  const whole = targetsOf([r, best, goesOn], { mixing: "none", lambda: 1 });
  expect(whole.slice(0, 5)).toEqual([1 + 0.5 * (3 + 0.5 * 25), 2 + 0.5 * 20, 3 + 0.5 * 25, 20, 25]);
});

test("of the team the agents' largest Qs are added up, of agents each has its own target", () => {
  const best = [8, 16, 24, 32, 40, 0, 2, 4, 6, 8, 10, 0];
  const team = targetsOf([r, best, goesOn], { mixing: "sum", lambda: 0.5 });
  expect(team.slice(0, 5)).toEqual([1 + 0.5 * (5 + 0.5 * 18), 13, 3 + 0.5 * (15 + 15), 24, 30]);
  const own = [...r, 0, 0, 0, 0, 0, 0];
  const apart = targetsOf([own, best, goesOn], { mixing: "none", lambda: 0.5 });
  expect(apart.slice(0, 5)).toEqual([6.8125, 11, 15.25, 20, 25]);
  expect(apart.slice(6, 11)).toEqual([0.5 * (1 + 0.5 * (0.5 * (3 + 2.5))), 0.5 * (2 + 2), 0.5 * (3 + 2.5), 4, 5]);
});
