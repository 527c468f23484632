import { expect, test } from "vitest";
import { reproduce } from "../../study/reproduce.ts";
import { experimentNamed } from "../index.ts";
import { CHOSEN, MISLED } from "./settings.ts";
import { bestUnderAttack } from "./tables.ts";

const results = await reproduce(experimentNamed("robust-tilt"), { profile: "paper", compute: false });

test("what is confirmed on other seeds is the best of what was tried on the first ten under attack", () => {
  expect(bestUnderAttack(results, MISLED)).toEqual(CHOSEN);
});
