import { expect, test } from "vitest";
import { streamsOf } from "../random/index.ts";
import { checkEnvironment } from "./checkEnvironment.ts";
import type { Observation } from "./environment.ts";
import { RowEnvironment } from "./rowEnvironment.ts";

/** A walk on 0 .. 9 from a random place that ends at 9; right, unless the coin says otherwise. */
class Walk extends RowEnvironment<readonly ["place"]> {
  readonly name = "walk";
  readonly agents = 1;
  readonly observationSpace = { kind: "box", size: 1, low: 0, high: 1 } as const;
  readonly actionSpace = { kind: "discrete", n: 2 } as const;
  readonly metricNames = ["place"] as const;
  readonly places = new Float64Array(this.rows);
  protected readonly horizon = 20;
  protected readonly state: readonly Float64Array[] = [this.places, this.slot];

  protected begin(row: number) {
    this.places[row] = this.streams[row].start.integer(9);
  }

  protected play(actions: Float32Array | Int32Array) {
    const { rewards, terminated, metrics } = this.out;
    for (let row = 0; row < this.rows; row++) {
      const isRight = this.streams[row].mobility.uniform() < (actions[row] === 1 ? 0.9 : 0.5);
      this.places[row] = Math.max(0, Math.min(9, this.places[row] + (isRight ? 1 : -1)));
      metrics.place[row] = this.places[row];
      terminated[row] = this.places[row] === 9 ? 1 : 0;
      rewards[row] = terminated[row];
    }
  }

  protected observe({ values }: Observation) {
    for (let row = 0; row < this.rows; row++) values[row] = this.places[row] / 9;
  }
}

/** The same, whose mask forbids a step to the right at 0. */
class MaskedWalk extends Walk {
  protected override readonly isMasked = true;

  protected override observe(into: Observation) {
    super.observe(into);
    for (let row = 0; row < this.rows; row++) into.mask?.set([1, this.places[row] === 0 ? 0 : 1], 2 * row);
  }
}

const parts = { seeds: [0, 1], copies: 2 };
const right = Int32Array.of(1, 1, 1, 1);

test("three hooks keep every promise, with a mask and without", () => {
  expect(checkEnvironment(new Walk(parts))).toHaveLength(11);
  expect(checkEnvironment(new MaskedWalk(parts))).toHaveLength(11);
});

test("what rows remember outside the registered arrays is found", () => {
  class Forgetful extends Walk {
    protected override readonly state = [this.slot];
  }
  expect(() => checkEnvironment(new Forgetful(parts))).toThrow("a snapshot restores exactly");
  class Unclocked extends Walk {
    protected override readonly state = [this.places];
  }
  expect(() => checkEnvironment(new Unclocked(parts))).toThrow("a snapshot restores exactly");
});

test("a row that is cut at the horizon, or whose task ends, sees its last state in `final` and its first in `values`", () => {
  const walk = new Walk(parts);
  walk.reset(streamsOf([0, 1], 2, "training"));
  let [cut, ended] = [0, 0];
  const slots = new Float64Array(4);
  for (let slot = 0; slot < 200; slot++) {
    const { terminated, truncated, final, values, metrics } = walk.step(slot % 3 === 0 ? right : new Int32Array(4));
    expect([...final.values]).toEqual([...metrics.place].map((place) => Math.fround(place / 9)));
    expect([...values]).toEqual([...walk.places].map((place) => Math.fround(place / 9)));
    for (let row = 0; row < 4; row++) {
      slots[row]++;
      expect(truncated[row]).toBe(slots[row] === 20 && metrics.place[row] < 9 ? 1 : 0);
      if (terminated[row] + truncated[row] > 0) slots[row] = 0;
      cut += truncated[row];
      ended += terminated[row];
    }
  }
  expect(Math.min(cut, ended)).toBeGreaterThan(0);
});

test("rows are replica-major, one seed with one copy by default, and need streams each", () => {
  expect([new Walk().rows, new Walk({ seeds: [4, 5, 6] }).rows, new Walk(parts).rows]).toEqual([1, 3, 4]);
  expect(() => new Walk(parts).reset(streamsOf([0], 1, "training"))).toThrow("1 sets of streams for 4 rows");
});

test("seeds are whole numbers, each once, and copies whole numbers from 1 on", () => {
  for (const seeds of [[], [0, 0], [-1, 0], [0.5], [Number.NaN], ["a"], [1e300]])
    expect(() => new Walk({ seeds: seeds as number[] })).toThrow(/Walk: seed/);
  for (const copies of [0, -1, 1.5, Number.NaN, "2", 1e12])
    expect(() => new Walk({ seeds: [0], copies: copies as number })).toThrow("Walk: copies = ");
  expect(new Walk(parts).seeds).toEqual([0, 1]);
});

test("what an environment says of itself is checked before it is played", () => {
  class Nameless extends Walk {
    override readonly name = "" as "walk";
  }
  expect(() => new Nameless(parts).reset(streamsOf([0, 1], 2, "training"))).toThrow("must be text that is not empty");
  class Endless extends Walk {
    protected override readonly horizon = 0 as 20;
  }
  expect(() => new Endless(parts).reset(streamsOf([0, 1], 2, "training"))).toThrow("walk: horizon");
  class Uneven extends Walk {
    protected override readonly state = [new Float64Array(3), this.slot];
  }
  expect(() => new Uneven(parts).reset(streamsOf([0, 1], 2, "training"))).toThrow(
    "array 0 of the state has 3 numbers for 4 rows",
  );
});

test("a step that was broken off leaves no state to go back to, and what is played aside begins anew", () => {
  class BrokenOff extends Walk {
    breakOff() {
      this.slot.fill(this.horizon);
    }
  }
  const walk = new BrokenOff({ seeds: [0] });
  walk.reset(streamsOf([0], 1, "training"));
  walk.breakOff();
  walk.aside(() => walk.reset(streamsOf([1], 1, "evaluation")));
  expect(() => walk.restore(walk.snapshot())).not.toThrow();
});
