import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runGolden } from "../golden/runGolden.ts";
import { selectBackend, tf } from "../neural/index.ts";
import { ROOT } from "../records/index.ts";
import { goldenOf } from "../study/index.ts";
import { PAPERS } from "./index.ts";

const FOLDER = join(ROOT, "data/golden");
const GOLDEN = await goldenOf(PAPERS);

beforeAll(selectBackend);

test("every vector of every paper is met, and no tensor stays", () => {
  const before = tf.memory().numTensors;
  expect(runGolden(FOLDER, GOLDEN)).toEqual({ passed: 995, skipped: 0, failures: [] });
  expect(tf.memory().numTensors).toBe(before);
});

test("a missing function is a failure, an optional one may stay unmapped", () => {
  expect(runGolden(FOLDER, {}, ["C/allocate"]).failures).toEqual(["C allocate: not mapped (8 cases)"]);
  expect(runGolden(FOLDER, {}, ["C/mobility_moments"])).toEqual({ passed: 0, skipped: 4, failures: [] });
});

test("a folder without vectors and an unknown function are errors", () => {
  expect(() => runGolden(join(FOLDER, "nowhere"), GOLDEN)).toThrow("holds no vectors");
  expect(() => runGolden(FOLDER, GOLDEN, ["no_such"])).toThrow("no function no_such");
});
