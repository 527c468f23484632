import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { Results, tableOf } from "../../study/index.ts";
import { redrawnLearning } from "./redrawn.ts";
import { redrawnSweep } from "./redrawnSweep.ts";

const FIRST = { method: "sac", setting: "s" };
const SECOND = { method: "dqn", setting: "s" };
const ARMS = [
  ["SAC", FIRST],
  ["DQN", SECOND],
] as const;

/** SAC earns 110 in every epoch; DQN 100 in the first as it acts, and as much as SAC otherwise. */
const results = new Results(
  tableOf(
    [FIRST, SECOND].flatMap((arm) =>
      ["training", "evaluation"].flatMap((purpose) =>
        [1, 2, 3, 4].flatMap((epoch) =>
          [0, 1, 2].map((seed) => {
            const behind = arm === SECOND && purpose === "training" && epoch === 1;
            return { ...arm, purpose, epoch, seed, reward: (behind ? 100 : 110) * (1 + seed / 1000), error: epoch };
          }),
        ),
      ),
    ),
  ),
);
const common = { name: "test/redrawn", caption: "Redrawn." };

test("the largest gain stands beside the paper's, on both curves of the rewards", async () => {
  const paper = { value: 20, label: "up to +20 %" };
  const figure = redrawnLearning(results, { ...common, arms: ARMS, paper, yTitle: "Reward", settledFrom: 0.5 });
  const said = ["paper: up to +20 %", "ours: up to +10.0 % (10.0, 10.0), in epoch 1", "ours: no gain in any epoch"];
  expect(await checkFigure(figure, [...said, "As the learners act", "SAC", "DQN"])).toEqual([]);
  expect(JSON.stringify(figure.vegaLite)).toMatch(/"mean":100\.1\d*,"high":120\.12/);
});

test("where rewards are not positive there is no gain in %, and the figure says so", async () => {
  const negative = ({ reward }: { readonly reward: number }) => -reward;
  const table = results.table.toRecords().map((row) => ({ ...row, reward: negative(row as { reward: number }) }));
  const paper = { value: 20, label: "up to +20 %" };
  const figure = redrawnLearning(new Results(tableOf(table)), { ...common, arms: ARMS, paper, yTitle: "Reward" });
  expect(await checkFigure(figure, ["ours: no gain in %", "paper: up to +20 %"])).toEqual([]);
});

test("a sweep's quantities stand one above the other, each with the paper's number and ours where it is quoted", async () => {
  const panel = { yTitle: "Rate", metric: () => "reward", unit: "m", paper: { at: 2, value: 0.2, label: "+0.2" } };
  const figure = redrawnSweep(results, {
    ...common,
    xTitle: "Users",
    points: [1, 2].map((value) => ({ value, arms: ARMS })),
    panels: [
      { ...panel, paper: { ...panel.paper, by: "difference" } },
      { ...panel, yTitle: "Error", metric: () => "error", paper: { at: 1, label: "higher", by: "gain" } },
    ],
  });
  const said = [
    "paper: +0.2",
    "ours: +0.00 m (0.00, 0.00)",
    "paper: higher",
    "ours: +0.0 % (0.0, 0.0)",
    "Rate",
    "Error",
  ];
  expect(await checkFigure(figure, said)).toEqual([]);
});
