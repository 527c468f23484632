import { expect, test } from "vitest";
import { transmissionDelay } from "./transmissionDelay.ts";

test("6 bit at 3 bit/s take 2 s, at no rate for ever, and nothing is sent at once", () => {
  expect(transmissionDelay(6, 3)).toBe(2);
  expect(transmissionDelay(6, 0)).toBe(Infinity);
  expect(transmissionDelay(0, 3)).toBe(0);
});
