import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { diagram } from "./diagram.ts";

const parts = {
  boxes: [
    { at: [10, 10], size: [80, 40], label: "road" },
    { at: [150, 10], size: [80, 40], label: ["twin of", "the road"], labelAt: "top" },
  ],
  arrows: [{ from: [90, 30], to: [150, 30], label: "state" }],
  symbols: [{ at: [20, 60], shape: "circle", colour: "#000000" }],
  texts: [{ at: [40, 60], text: "a vehicle", align: "left" }],
} as const;
const options = { name: "test/diagram", caption: "A road and its twin.", height: 70 };

test("a scheme says the words of its boxes, arrows and texts", async () => {
  const names = ["road", "twin of", "the road", "state", "a vehicle"];
  expect(await checkFigure(diagram(parts, options), names)).toEqual([]);
  expect(await checkFigure(diagram(parts, options), ["an arrow that is not there"])).not.toEqual([]);
});

test("the head of an arrow stands at its end and points along it", () => {
  const angleOf = (from: readonly [number, number], to: readonly [number, number]) => {
    const { layer } = diagram({ arrows: [{ from, to }] }, options).vegaLite as unknown as {
      layer: { data: { values: unknown[] }; mark: { angle?: number } }[];
    };
    expect(layer[1]?.data.values).toEqual([{ x: to[0], y: to[1] }]);
    return layer[1]?.mark.angle;
  };
  expect(angleOf([0, 30], [50, 30])).toBeCloseTo(90, 10);
  expect(angleOf([0, 50], [0, 10])).toBeCloseTo(0, 10);
  expect(Math.abs(angleOf([0, 10], [0, 50]) ?? 0)).toBeCloseTo(180, 10);
});
