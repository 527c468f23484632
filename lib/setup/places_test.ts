import { expect, test } from "vitest";
import { hostNodeServes, VENV } from "./places.mjs";

test.each([
  ["18.20.8", false],
  ["20.20.2", false],
  ["22.17.1", false],
  ["22.18.0", true],
  ["22.20.0", true],
  ["23.0.0", false],
  ["24.11.1", false],
])("Node %s of the host serves: %s", (version, serves) => {
  expect(hostNodeServes(version, "/usr/bin/node")).toBe(serves);
});

test("the Node inside .venv is not the host's: set-up may remove it", () => {
  expect(hostNodeServes("22.20.0", `${VENV}/bin/node`)).toBe(false);
});
