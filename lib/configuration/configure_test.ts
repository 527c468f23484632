import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigurationError, configure } from "./configure.ts";

/** A field of every kind that configurations have. */
const network = z.strictObject({
  users: z.int().min(1).default(10),
  weight: z.number().gt(0).lt(1).default(0.987),
  concentration: z.union([z.number().gt(0), z.literal("uniform")]).default(0.1),
  distance: z.enum(["printed", "euclidean"]).default("printed"),
});

const message = (configuration: object, schema: z.ZodType = network) => {
  try {
    configure(schema, configuration, "network");
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  return "accepted";
};

test("an error names the field, the value, what is allowed and what to do", () => {
  expect(message({ weight: 2 })).toContain("weight = 2: must be below 1. Set it to such a value.");
  expect(message({ distance: "manhattan" })).toContain('distance = "manhattan": allowed are "printed", "euclidean"');
  expect(message({ users: 1.5 })).toContain("users = 1.5: must be an int");
  expect(message({ concentration: -1 })).toContain("concentration = -1: must be above 0");
  expect(message({ concentration: "even" })).toContain('must be a number, or allowed are "uniform"');
});

test("a misspelt field is refused with the names that exist", () => {
  expect(message({ stepLength: 5 })).toContain(
    "stepLength: no such field; the fields are users, weight, concentration, distance.",
  );
});

test("a misspelt field inside another is named with its path and its own neighbours", () => {
  const schema = z.strictObject({ network: z.strictObject({ users: z.number(), weight: z.number() }) });
  const input = { network: { users: 1, weight: 1, wieght: 2 } };
  expect(() => configure(schema, input, "test")).toThrow(
    "network.wieght: no such field; the fields are users, weight.",
  );
});

test("all faults are listed at once; what is left out takes its default", () => {
  expect(message({ weight: 2, users: 0 }).split("\n")).toHaveLength(3);
  const { users, weight, concentration, distance } = configure(network, { users: 3 }, "network");
  expect([users, weight, concentration, distance]).toEqual([3, 0.987, 0.1, "printed"]);
});

/** Unions of every kind that configurations have. */
const limits = z.union([
  z.strictObject({ total: z.number().gt(0) }),
  z.strictObject({ vertical: z.union([z.number(), z.literal("none")]), horizontal: z.number() }),
]);
const unions = z.strictObject({
  limitsDb: limits.optional(),
  users: z.union([z.int().min(1), z.tuple([z.int().min(1), z.int().min(1)])]).default(3),
  power: z.union([z.number().gt(0), z.array(z.number().gt(0)).min(2)]).default(1),
  rooms: z.array(limits).default([]),
});
const run = z.union([
  z.strictObject({ method: z.literal("policies"), network: unions.prefault({}), points: z.int().default(5) }),
  z.strictObject({
    method: z.enum(["ppo", "dqn"]),
    network: unions.prefault({}),
    learner: z.strictObject({ rate: z.number().lt(1) }),
  }),
]);
const tagged = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("policies"), network: unions.prefault({}) }),
  z.strictObject({ method: z.enum(["ppo", "dqn"]), learner: z.strictObject({ rate: z.number().lt(1) }) }),
]);
const problems = (schema: z.ZodType, input: unknown) => {
  const [, ...lines] = message(input as object, schema).split("\n");
  return lines.map((line) => line.trim().replace(/(. Set it to such a value| Correct the name or remove it)\.$/, ""));
};

test("an error of a union names the field that is wrong inside the branch that was meant", () => {
  const at = (network: object) => problems(run, { method: "dqn", network, learner: { rate: 0.5 } });
  expect(at({ limitsDb: { vertical: [], horizontal: 3 } })).toEqual([
    'network.limitsDb.vertical = []: must be a number, or allowed are "none"',
  ]);
  expect(at({ limitsDb: { vertical: 1, horizontal: "x" } })).toEqual([
    'network.limitsDb.horizontal = "x": must be a number',
  ]);
  expect(at({ limitsDb: { total: -1 } })).toEqual(["network.limitsDb.total = -1: must be above 0"]);
  expect(at({ limitsDb: { total: 1, totl: 2 } })).toEqual([
    "network.limitsDb.totl: no such field; the fields are total.",
  ]);
  expect(at({ rooms: [{ total: 1 }, { vertical: 2 }] })).toEqual([
    "network.rooms.1.horizontal = nothing: must be a number",
  ]);
  expect(at({ power: [1, -2] })).toEqual(["network.power.1 = -2: must be above 0"]);
  expect(at({ power: [1] })).toEqual(["network.power = [1]: must have at least 2 entries"]);
  expect(at({ power: -1 })).toEqual(["network.power = -1: must be above 0"]);
  expect(at({ users: [1, 0] })).toEqual(["network.users.1 = 0: must be at least 1"]);
});

test("a union of runs is entered by its method, with a tag of zod's and without", () => {
  for (const schema of [run, tagged]) {
    expect(problems(schema, { method: "dqn", learner: { rate: 2 } })).toEqual(["learner.rate = 2: must be below 1"]);
    expect(problems(schema, { method: "dqn", learner: 3 })).toEqual(["learner = 3: must be an object"]);
    expect(problems(schema, { method: "dqn", learner: null })).toEqual(["learner = null: must be an object"]);
    expect(problems(schema, { method: "policies", network: { users: 0 } })[0]).toContain(
      "network.users = 0: must be at",
    );
    expect(problems(schema, { method: "policies", network: { usres: 0 } })).toEqual([
      "network.usres: no such field; the fields are limitsDb, users, power, rooms.",
    ]);
    expect(problems(schema, { method: "sac", learner: { rate: 0.5 } })).toEqual([
      'method = "sac": allowed are "policies", "ppo", "dqn"',
    ]);
    expect(problems(schema, { method: "ppo", learner: { rate: 0.5 }, points: 3 })).toEqual([
      `points: no such field; the fields are method, ${schema === run ? "network, " : ""}learner.`,
    ]);
    expect(problems(schema, {})).toEqual(['method = nothing: allowed are "policies", "ppo", "dqn"']);
    expect(problems(schema, 3)).toEqual(["(all) = 3: must be an object"]);
  }
});

test("a value is shown as it is, and never longer than a line", () => {
  const one = (weight: unknown) => problems(network, { weight })[0];
  expect(one(Number.NaN)).toBe("weight = NaN: must be a finite number");
  expect(one(Infinity)).toBe("weight = Infinity: must be a finite number");
  expect(one({ a: [Infinity, Number.NaN] })).toContain('weight = {"a":["Infinity","NaN"]}: must be a number');
  expect(one(() => 1)).toContain("weight = a function");
  expect(one(10n)).toContain("weight = 10");
  const loop: { inner?: unknown } = {};
  loop.inner = loop;
  expect(one(loop)).toContain("weight = an object that holds itself");
  expect(one("x".repeat(1000))).toMatch(/^weight = "x{76}\.\.\.: must be a number$/);
  expect(problems(tagged, Array.from({ length: 1000 }, String))[0].length).toBeLessThan(140);
  const many = problems(unions, { power: Array.from({ length: 50 }, () => -1) });
  expect(many).toHaveLength(21);
  expect(many[20]).toBe("and 30 more of the kind");
});
