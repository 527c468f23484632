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

const message = (configuration: object) => {
  try {
    configure(network, configuration, "network");
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
