import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { RandomWalk, square } from "../../mobility/index.ts";
import { selectBackend } from "../../neural/index.ts";
import type { MetricRow } from "../../records/index.ts";
import { mean } from "../../statistics/index.ts";
import type { RunContext } from "../../study/index.ts";
import { drawTrajectories, SLOTS } from "./drawTrajectories.ts";
import { gruTrainingSchema } from "./gruTraining.ts";
import { estimatesAlong, slotsSeen, squaredErrors } from "./predictionErrors.ts";
import { type PredictorTask, trainPredictor } from "./predictors.ts";
import { recordPredictions } from "./recordPredictions.ts";

beforeAll(async () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  await selectBackend();
});

const seeds = [3, 8];
const walk = (copies: number) =>
  new RandomWalk({ seeds, copies, users: 5, area: square(20), stepM: 1, concentration: 0.1 });
const training = gruTrainingSchema.parse({ trajectories: 30, epochs: 3 });
const taskOf = (form: string): PredictorTask => {
  return { experiment: "tiny", seeds, walk, law: {}, window: 5, scale: 10, form, training };
};

function recorded(form: string): Map<string, MetricRow[]> {
  const rows: MetricRow[] = [];
  recordPredictions(taskOf(form), 6, {
    record: (row) => rows.push(row),
    progress: () => {},
  } as Partial<RunContext> as RunContext);
  return Map.groupBy(rows, ({ purpose }) => String(purpose));
}

test("closed forms have errors of users with their share of moves, and a floor; nothing of training", () => {
  const rows = recorded("closed form");
  const oneStep = rows.get("one step") as MetricRow[];
  expect([...new Set(oneStep.map(({ predictor }) => predictor))]).toEqual(["hold-last", "mean displacement", "floor"]);
  expect(oneStep).toHaveLength(3 * 2 * 5);
  for (const { predictor, mse, moves } of oneStep)
    if (predictor === "hold-last") expect(mse).toBeCloseTo(Number(moves), 9);
  expect(rows.get("open loop")?.map(({ horizon }) => horizon)).toEqual(
    [1, 2, 5, 10, 15, 20, 25, 1, 2, 5, 10, 15, 20, 25].flatMap((at) => [at, at]),
  );
  expect(rows.get("first slots")?.map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 1, 2, 3, 4].flatMap((at) => [at, at]));
  expect([...rows.keys()]).not.toContain("training");
});

test("a GRU has its curve too, and the paths of three users a seed, from the well to the badly predicted", () => {
  const rows = recorded("GRU, increments");
  const curve = rows.get("training") as MetricRow[];
  expect(curve.map(({ epoch, seed }) => [epoch, seed])).toEqual(
    [1, 2, 3].flatMap((epoch) => seeds.map((seed) => [epoch, seed])),
  );
  const paths = rows.get("trajectory") as MetricRow[];
  expect(paths).toHaveLength(2 * 3 * SLOTS);
  for (const own of Map.groupBy(paths, ({ seed }) => seed).values()) {
    const shown = [...new Set(own.map(({ mse }) => Number(mse)))];
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    const errors = rows.get("one step")?.filter(({ seed }) => seed === own[0].seed) as MetricRow[];
    for (const { user, mse } of own) expect(errors.find((row) => row.user === user)?.mse).toBe(mse);
  }
  for (const { slot, x, predictedX } of paths) {
    if (Number(slot) < 5) expect(predictedX).toBeNull();
    else expect(Math.abs(Number(x) - Number(predictedX))).toBeLessThan(3);
  }
});

test("the curve ends at the errors of the predictor that is kept, and what is kept is what was trained", () => {
  const [first, again] = [0, 1].map(() => trainPredictor(taskOf("GRU, printed")));
  expect(again?.curve).toEqual(first?.curve);
  if (first === undefined || again === undefined) throw new Error("a GRU is trained");
  for (const [use, key] of [
    ["held out", "heldOut"],
    ["training", "learned"],
  ] as const) {
    const paths = drawTrajectories(walk(30), seeds, use);
    for (const { predictor, curve } of [first, again]) {
      const errors = squaredErrors(paths, estimatesAlong(predictor, paths, 5), slotsSeen(5)).map(mean);
      expect(curve.at(-1)?.[key]).toEqual(errors);
    }
  }
  expect(trainPredictor(taskOf("closed form"))).toBeUndefined();
});
