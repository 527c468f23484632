import { expect, test } from "vitest";
import { streamsOf } from "../../random/index.ts";
import { AccessPointSelection } from "./model/accessPointSelection.ts";
import { riskRunSchema, runRisk } from "./roadRiskRuns.ts";

type Row = Readonly<Record<string, number | string>>;

async function rowsOf(domains: number): Promise<Row[]> {
  const rows: Row[] = [];
  const options = { road: { blockage: 0.3 }, domains, bounds: [1, 0.1], sets: 60 };
  await runRisk(riskRunSchema.parse({ method: "risk", ...options }), [0, 1], {
    record: (row: Row) => void rows.push({ ...row }),
    progress: () => {},
  } as never);
  return rows;
}

test("a bound lets fewer uploads fail, intervals hold the truth, and estimates are shares of the domains", async () => {
  const rows = await rowsOf(40);
  const bounds = rows.filter(({ purpose, by }) => purpose === "bound" && by === "value");
  for (const seed of [0, 1]) {
    const [free, bounded] = bounds.filter((row) => row.seed === seed).map(({ failure }) => failure as number);
    expect(bounded).toBeLessThan(free as number);
  }
  for (const { held } of rows.filter(({ purpose }) => purpose === "held")) {
    expect(held).toBeGreaterThan(0.9);
    expect(held).toBeLessThanOrEqual(1 + 1e-9);
  }
  for (const { estimate } of rows.filter(({ purpose }) => purpose === "estimate")) {
    expect(Number(estimate) * 40).toBeCloseTo(Math.round(Number(estimate) * 40), 9);
  }
});

test("uploads are blocked as often as their access point says, and rewards are the model's in the mean", () => {
  const seeds = [7];
  const road = new AccessPointSelection({ blockage: 0.5 }, { seeds, copies: 4000 });
  road.reset(streamsOf(seeds, 4000, "evaluation"));
  const { rewards: means } = road.model(0);
  const cells = [...road.positions].map((x) => Math.floor(x / 10));
  const { rewards } = road.step(new Int32Array(4000).fill(2));
  const expected = cells.reduce((sum, cell) => sum + (means[cell * 10 + 2] as number), 0) / 4000;
  const got = rewards.reduce((sum, reward) => sum + reward, 0) / 4000;
  expect(Math.abs(got - expected)).toBeLessThan(2);
});

test("a road with blockage does not drive on", () => {
  expect(() => new AccessPointSelection({ blockage: 0.1, next: "drive on" })).toThrow('Set next to "restart"');
});
