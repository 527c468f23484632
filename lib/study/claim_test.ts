import { expect, test } from "vitest";
import { isSettled, judged, verdictAt } from "./claim.ts";
import { inFamily } from "./ledger.ts";
import { measured } from "./overSeeds.ts";

const ABOUT = { id: "X1", experiment: "", figure: "", statement: "", reading: "", window: "", reason: "" };
const around = (middle: number, spread: number, n: number) =>
  measured(Array.from({ length: n }, (_, i) => middle + spread * (i % 2 === 0 ? 1 : -1)));

test("a claim carries what its verdict is made from, and is judged again at another confidence", () => {
  const claim = judged({ ...ABOUT, paper: 10 }, around(4, 5, 10));
  expect(claim).toMatchObject({
    ours: 4,
    seeds: 10,
    tolerance: 1,
    verdict: "direction only",
    evidence: { isTrained: true },
  });
  expect(claim.p).toBeCloseTo(0.0399, 4);
  expect(verdictAt(claim, 0.99)).toBe("open");
  expect(judged({ ...ABOUT, paper: 10, tolerance: 5 }, around(4, 5, 10)).verdict).toBe("reproduced");
});

test("nothing is judged on learners that have not converged", () => {
  const claim = judged({ ...ABOUT, paper: 10 }, around(10, 1, 10), {
    trained: { isTrained: false, words: "it still moves" },
  });
  expect(claim.verdict).toBe("not trained");
  expect(verdictAt(claim, 0.5)).toBe("not trained");
  expect(isSettled(claim)).toBe(true); // more seeds do not train them
});

test("a claimed error has the p value of what it saves", () => {
  const claim = judged({ ...ABOUT, paper: 0.1 }, around(0.1, 0.01, 10), { saved: around(0, 1, 10) });
  expect(claim).toMatchObject({ p: 1, verdict: "open" });
});

test("a verdict is settled with ten seeds at least, and not by a gain that is barely clear", () => {
  expect(isSettled(judged({ ...ABOUT, paper: "> 0" }, around(10, 1, 5)))).toBe(false);
  expect(isSettled(judged({ ...ABOUT, paper: "> 0" }, around(10, 1, 10)))).toBe(true);
  expect(isSettled(judged({ ...ABOUT, paper: "> 0" }, around(4, 5, 10)))).toBe(false);
  expect(isSettled(judged({ ...ABOUT, paper: 10 }, around(0, 1, 10)))).toBe(true); // it excludes 10
});

test("among the claims of a paper a verdict may fall, and none rises", () => {
  const clear = judged({ ...ABOUT, paper: "> 0" }, around(10, 1, 10));
  const barely = judged({ ...ABOUT, paper: "> 0" }, around(4, 5, 10));
  const [first, second] = inFamily([clear, barely, barely]);
  expect(first).toMatchObject({ verdict: "reproduced", verdictHolm: "reproduced" });
  expect(first.pHolm).toBeCloseTo(3 * clear.p, 12);
  expect(second).toMatchObject({ verdict: "reproduced", verdictHolm: "open" });
  expect(second.pHolm).toBeCloseTo(2 * barely.p, 12);
});
