import { beforeAll, expect, test } from "vitest";
import { selectBackend } from "../neural/index.ts";
import { LEARNER_WORK } from "./learnerWork.ts";

beforeAll(() => selectBackend());

test("a learner of every paper is timed, in a setting that its plan has", async () => {
  expect(LEARNER_WORK.map(({ paper }) => paper)).toEqual(["A", "B", "C", "D", "E"]);
  for (const { run } of LEARNER_WORK) await run();
});
