import { expect, test } from "vitest";
import { experimentNamed } from "../registry.ts";
import { reproduce } from "../reproduce.ts";
import { CHOSEN, MISLED } from "./settings.ts";
import { bestUnderAttack } from "./tables.ts";

const results = await reproduce(experimentNamed("robust-tilt"), { profile: "paper", compute: false });

test("what is confirmed on other seeds is the best of what was tried on the first ten under attack", () => {
  expect(bestUnderAttack(results, MISLED)).toEqual(CHOSEN);
});
