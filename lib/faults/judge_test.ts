import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigurationError, configure } from "../configuration/index.ts";
import { streamsOf } from "../random/index.ts";
import { holds } from "./case.ts";
import { faultOfMessage } from "./commands.ts";
import { judgedError } from "./judge.ts";
import { fieldsOf } from "./schemaFields.ts";

/** What some work throws. */
function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

test("an error that the lab made is refused where it names the field, and unclear where it does not", () => {
  const schema = z.strictObject({ weight: z.number().max(1) });
  const error = thrown(() => configure(schema, { weight: 2 }, "tiny"));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(judgedError(error, ["weight"]).outcome).toBe("refused");
  expect(judgedError(error, ["users"]).outcome).toBe("unclear");
});

test("an error that nobody wrote is raw", () => {
  const ofV8 = judgedError(thrown(() => streamsOf([0], 1, "training")[7].start.uniform()));
  expect(ofV8.outcome).toBe("raw");
  expect(judgedError(thrown(() => JSON.parse("{"))).outcome).toBe("raw");
  expect(judgedError(thrown(() => z.number().parse("a"))).outcome).toBe("raw");
  expect(judgedError("text").outcome).toBe("raw");
});

test("what was read in silence, left behind or never ended does not hold", () => {
  const outcomes = [
    "refused",
    "sound",
    "equal",
    "unclear",
    "unsound",
    "raw",
    "silent",
    "left",
    "hang",
    "died",
  ] as const;
  expect(outcomes.filter((outcome) => holds({ outcome }))).toEqual(["refused", "sound", "equal"]);
});

test("a program that failed says so in words, without a stack", () => {
  const ended = { code: 1, signal: null, out: "", err: "twinlab: no room\n", seconds: 1, isTooLong: false };
  expect(faultOfMessage(ended)).toBeUndefined();
  expect(faultOfMessage({ ...ended, code: 0 })).toBe("it ends with code 0");
  expect(faultOfMessage({ ...ended, err: "" })).toBe("it says nothing");
  expect(faultOfMessage({ ...ended, err: "Error: x\n    at work (file:///a.ts:1:2)\n" })).toMatch("stack trace");
  expect(faultOfMessage({ ...ended, isTooLong: true })).toBe("it does not end");
});

test("the fields of a schema are found through defaults, objects and unions", () => {
  const schema = z.union([
    z.strictObject({ users: z.int().default(3), area: z.strictObject({ x: z.array(z.number()) }).default({ x: [] }) }),
    z.strictObject({ users: z.strictObject({ first: z.boolean() }), name: z.enum(["a"]) }),
  ]);
  const found = fieldsOf(schema).map(({ path, kind, isMixed }) => [path.join("."), kind, isMixed]);
  expect(found).toEqual([
    ["users", "int", true],
    ["users", "object", true],
    ["area", "object", false],
    ["area.x", "array", false],
    ["users.first", "boolean", false],
    ["name", "enum", false],
  ]);
});
