import { expect, test } from "vitest";
import { streamsOf } from "../../../random/index.ts";
import { flownRates } from "../flownRates.ts";
import { flyStraight, flyTo } from "./flights.ts";
import { bestHover, oneByOne } from "./placements.ts";
import { UavCoverage } from "./uavCoverage.ts";

const seeds = [0, 1, 2];
const reset = (options = {}, parts = {}) => {
  const area = new UavCoverage(options, { seeds, ...parts });
  area.reset(streamsOf(area.seeds, 1, "evaluation"));
  return area;
};

test("the myopic rule takes the move that raises the mean rate most, knowing the moves before it", () => {
  const area = reset(
    { uavs: 2, users: 2 },
    {
      seeds: [0],
      users: [
        [40, 0],
        [0, 40],
      ],
    },
  );
  const out = new Int32Array(2);
  flyStraight([1])(area, streamsOf([0], 1, "evaluation")).act({ values: new Float32Array() }, out, "exploit");
  const rates = new Map<string, number>();
  const start = area.snapshot();
  for (let first = 0; first < 5; first++) {
    for (let second = 0; second < 5; second++) {
      rates.set(`${first} ${second}`, area.step(Int32Array.of(first, second)).rewards[0]);
      area.restore(start);
    }
  }
  const bestFirst = [1, 2, 3, 4, 0].reduce((a, b) => ((rates.get(`${b} 0`) ?? 0) > (rates.get(`${a} 0`) ?? 0) ? b : a));
  expect(out[0]).toBe(bestFirst);
  const bestSecond = [1, 2, 3, 4, 0].reduce((a, b) => {
    return (rates.get(`${out[0]} ${b}`) ?? 0) > (rates.get(`${out[0]} ${a}`) ?? 0) ? b : a;
  });
  expect(out[1]).toBe(bestSecond);
  expect(new Set(out)).toEqual(new Set([1, 3]));
});

test("points found one by one are as good as the best placement to a tenth of a percent, and no UAV alone does better", () => {
  const area = reset();
  for (const row of [0, 1, 2]) {
    const [found, best] = [oneByOne(area, row), bestHover(area, row)];
    expect(found.rate).toBeLessThanOrEqual(best.rate + 1e-9);
    expect(found.rate / best.rate).toBeGreaterThan(0.999);
  }
});

test("a flight to points ends at their rate, above straight runs, and those above the hangar", () => {
  const area = reset();
  const found = seeds.map((_, row) => oneByOne(area, row));
  const late = (maker: Parameters<typeof flownRates>[1]) => flownRates(area, maker).map(({ lateRate }) => lateRate);
  const [there, straight] = [late(flyTo((row) => found[row].points)), late(flyStraight([1, 2, 4, 8]))];
  for (const [row, { rate }] of found.entries()) {
    expect(there[row]).toBeLessThanOrEqual(rate + 1e-9);
    expect(there[row]).toBeGreaterThan(0.99 * rate);
    expect(straight[row]).toBeLessThan(rate);
    expect(straight[row]).toBeGreaterThan(18);
  }
});
