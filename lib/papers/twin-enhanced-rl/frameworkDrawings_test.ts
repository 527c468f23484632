import { expect, test } from "vitest";
import { checkFigure } from "../../figures/index.ts";
import { wilsonInterval } from "../../statistics/index.ts";
import { drivingSafety, edgeComputing, framework } from "./frameworkDrawings.ts";

test("the drawings say what Figs 1 to 3 of the article show", async () => {
  const parts = ["physical space", "digital space", "storage space", "identical", "different, K", "twin agent"];
  expect(await checkFigure(framework(), [...parts, "parameters, copied"])).toEqual([]);
  expect(await checkFigure(drivingSafety(), ["in n domains", "risk: 3 of 20 fail", "within the bound?"])).toEqual([]);
  expect(await checkFigure(edgeComputing(), ["base station", "drone", "satellite", "out of coverage"])).toEqual([]);
});

test("the risk that is drawn is Wilson's", () => {
  const { value, low, high } = wilsonInterval(3, 20);
  expect([value, low, high].map((share) => share.toFixed(2).slice(1))).toEqual([".15", ".05", ".36"]);
});
