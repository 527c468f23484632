import { expect, test } from "vitest";
import { alongLine, placeLabels } from "./placeLabels.ts";

const frame = { left: 0, top: 0, right: 200, bottom: 100 };
const request = (text: string, x: number, y: number) => ({ text, anchors: [{ x, y }] });

test("labels of points that stand close keep off each other", () => {
  const labels = placeLabels(
    [request("always", 50, 50), request("never", 56, 50), request("oracle", 53, 55)],
    [],
    frame,
  );
  expect(labels.map((label) => label.overlap)).toEqual([0, 0, 0]);
  expect(new Set(labels.map((label) => `${label.align} ${label.dy}`)).size).toBe(3);
});

test("a label keeps off obstacles and inside the frame", () => {
  const wall = { left: 104, top: 0, right: 200, bottom: 100 };
  expect(placeLabels([request("never", 100, 50)], [wall], frame)).toMatchObject([{ align: "right", overlap: 0 }]);
  expect(placeLabels([request("never", 198, 50)], [], frame)).toMatchObject([{ align: "right", overlap: 0 }]);
  expect(placeLabels([request("never", 2, 50)], [], frame)).toMatchObject([{ align: "left", overlap: 0 }]);
});

test("a label takes the anchor that has room", () => {
  const crowd = { left: 0, top: 0, right: 120, bottom: 100 };
  const anchors = [
    { x: 60, y: 50 },
    { x: 150, y: 50 },
  ];
  expect(placeLabels([{ text: "periodic", anchors }], [crowd], frame)).toMatchObject([{ anchor: 1, overlap: 0 }]);
});

test("boxes along a line leave no gap that a label would fit in", () => {
  const boxes = alongLine([
    { x: 0, y: 0 },
    { x: 30, y: 40 },
  ]);
  const gaps = boxes.slice(1).map((box, index) => box.left - (boxes[index]?.right ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(3);
  expect(boxes.at(-1)?.right).toBeGreaterThan(28);
});

test("a label without anchors is an error", () => {
  expect(() => placeLabels([{ text: "lost", anchors: [] }], [], frame)).toThrow(/"lost" has no anchors/);
});
