import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "../figures/checkFigure.ts";
import { runGolden } from "../golden/runGolden.ts";
import { equationNamed, goldenOf, ledger, paperNamed, Results, reproduce } from "./index.ts";
import { tiny, tinyPaper } from "./tinyPaper_fixture.ts";

test("a paper in one file goes from its plan to the ledger through the doors that the others use", async () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  expect(await ledger([tiny])).toEqual({ claims: [], open: [expect.stringContaining("4 of its runs are missing")] });

  const results = await reproduce(tiny, { profile: "paper", workers: 2 });
  expect(results.arms).toHaveLength(2);
  const [figure, ...others] = tiny.figures(results);
  expect(others).toEqual([]); // what needs an arm that nobody ran is left out
  expect(await checkFigure(figure, ["always", "threshold"])).toEqual([]);
  expect(tiny.summary(results).Rewards.height).toBe(2);
  const early = new Results(results.table.withColumns(pl.lit("evaluation").alias("purpose")));
  expect(tiny.figures(early)).toEqual([]); // as is what has no rows: no run came to its end

  const { claims, open } = await ledger([tiny]);
  expect(open).toEqual([]);
  expect(claims).toMatchObject([{ id: "Z1", verdict: "reproduced", seeds: 10 }]);
});

test("its fields are set by dotted path, its equation is found by number, its vectors are met", async () => {
  process.env.TWINLAB_DATA = mkdtempSync(join(tmpdir(), "twinlab-"));
  const cheap = await reproduce(tiny, { profile: "smoke", set: { price: 0 } });
  expect(tiny.claims(cheap)[0].ours).toBeLessThan(0);
  for (const profile of ["constructor", "toString", "", "Smoke", null, 3, {}] as never[]) {
    const refused = "allowed are smoke, quick, paper. Take one of them.";
    await expect(reproduce(tiny, { profile })).rejects.toThrow(refused);
    expect(() => tiny.plan(profile)).toThrow(refused);
  }
  await expect(reproduce(tiny, { seeds: 3 as never })).rejects.toThrow("reproduce: seeds = 3: must be a list");
  expect(() => tiny.schema.parse({ method: "always", episodes: 0 })).toThrow("episodes");

  const papers = [tinyPaper];
  expect(paperNamed(papers, "Z")).toBe(paperNamed(papers, "tiny-drift"));
  expect(equationNamed(papers, "Z (1)")).toMatchObject([
    { name: "driftedError", file: "lib/study/tinyPaper_fixture.ts", text: expect.stringContaining("Z (1)") },
  ]);
  expect(() => equationNamed(papers, "Z2")).toThrow("Z2 is not computed here: a definition");
  expect(() => equationNamed(papers, "Z9")).toThrow("paper Z has 1");
  expect(() => equationNamed(papers, "7")).toThrow("give a paper's letter (Z)");

  const folder = join(process.env.TWINLAB_DATA, "golden");
  mkdirSync(folder);
  const cases = [{ name: "three slots", function: "error", inputs: { age: 3 }, expected: 9 }];
  const functions = { error: { tolerance: { rel: 1e-12, abs: 0 }, kind: "number" } };
  writeFileSync(join(folder, "Z.json"), JSON.stringify({ paper: "Z", functions, cases }));
  expect(runGolden(folder, await goldenOf(papers))).toEqual({ passed: 1, skipped: 0, failures: [] });
});
