import { expect, test } from "vitest";
import { Results, tableOf } from "../../study/index.ts";
import { predictionClaims, predictorArms } from "./predictionClaims.ts";

const SENTENCES = { id: "C2", experiment: "tiny", papers: [0.1, 0.2, 0.3] };

/** Three seeds of five users, whose errors are `error(user)`, with a curve of a GRU's training. */
function results(error: (user: number) => number, curve: (epoch: number) => number, law?: string) {
  const rows = [0, 1, 2].flatMap((seed) =>
    predictorArms(law).flatMap((arm) => {
      const predictors = arm.setting.startsWith("closed form") ? ["hold-last", "floor"] : [arm.setting.split(", l")[0]];
      const common = { ...arm, seed };
      const oneStep = predictors.flatMap((predictor) =>
        [0, 1, 2, 3, 4].map((user) => {
          const mse = (predictor === "hold-last" ? 2 : 1) * error(user) * (1 + 0.01 * seed);
          return { ...common, purpose: "one step", predictor, user, mse, moves: 0.1 * (user + 1), epoch: null };
        }),
      );
      const training = Array.from({ length: 20 }, (_, i) => {
        const about = { ...common, purpose: "training", predictor: predictors[0], user: null, moves: null };
        return { ...about, mse: curve(i + 1) * (1 + 0.001 * seed), epoch: i + 1 };
      });
      return arm.setting.startsWith("closed form") ? oneStep : [...oneStep, ...training];
    }),
  );
  return new Results(tableOf(rows));
}
const rising = (user: number) => [0.05, 0.1, 0.2, 0.3, 0.9][user];
const settled = (epoch: number) => 0.3 + 0.5 ** epoch;

test("a paper's three errors are held against the quartiles of our users, and its reason against their moves", () => {
  const claims = predictionClaims(results(rising, settled), SENTENCES);
  expect(claims).toHaveLength(2 * 4);
  expect(claims.slice(0, 3).map(({ ours }) => ours)).toEqual(
    [0.101, 0.202, 0.303].map((mse) => expect.closeTo(mse, 9)),
  );
  expect(claims.slice(0, 4).map(({ verdict }) => verdict)).toEqual(Array.from({ length: 4 }, () => "reproduced"));
  expect(claims[3]).toMatchObject({
    paper: "> 0",
    ours: expect.closeTo(1, 9),
    reading: "GRU, printed, Dirichlet(.1) moves",
  });
  expect(claims[7].reading).toBe("GRU, increments, Dirichlet(.1) moves");
});

test("where users that move more are predicted better, the reason is reversed", () => {
  const falling = predictionClaims(
    results((user) => rising(4 - user) + 0.001 * user, settled),
    SENTENCES,
  );
  expect(falling[3]).toMatchObject({ verdict: "reversed", ours: expect.closeTo(-1, 9) });
});

test("nothing is judged on a GRU whose error still falls, and it is said by how much", () => {
  const claims = predictionClaims(
    results(rising, (epoch) => 1 - 0.04 * epoch),
    SENTENCES,
  );
  expect(new Set(claims.map(({ verdict }) => verdict))).toEqual(new Set(["not trained"]));
  expect(claims[0].reason).toMatch(/^GRU, printed: its error still changes by -3\d\.\d % in the last fifth/);
});

test("a law of moves has arms of its own", () => {
  const sentences = { ...SENTENCES, law: "lazy users" };
  expect(predictorArms("lazy users").map(({ setting }) => setting)).toContain("GRU, printed, lazy users");
  expect(predictionClaims(results(rising, settled, "lazy users"), sentences)[0].reading).toBe(
    "GRU, printed, lazy users",
  );
});
