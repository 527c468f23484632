import { expect, test } from "vitest";
import { textWidth } from "./textWidth.ts";

// Widths that a canvas measures in Liberation Sans at 8 points.
test("a text is about as wide as it is drawn", () => {
  for (const [text, drawn] of [
    ["GRU, per user, increments", 94.7],
    ["random allowed actions", 84.0],
    ["IQL, team reward", 61.8],
  ] as const) {
    expect(Math.abs(textWidth(text) / drawn - 1)).toBeLessThan(0.05);
  }
});
