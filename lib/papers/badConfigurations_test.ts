import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "../configuration/index.ts";
import { type Environment, emptyActions } from "../environments/index.ts";
import { rngFrom, streamsOf } from "../random/index.ts";
import { badFields, configurationWith } from "./badConfigurations_fixture.ts";
import { classifierTable, EdgeRetraining, edgeRetrainingSchema } from "./edge-retraining/model/index.ts";
import { MultiBsSync, multiBsSyncSchema } from "./multi-bs-sync/model/index.ts";
import { RobustTilt, robustTiltSchema } from "./robust-tilt/model/index.ts";
import { SingleBsSync, singleBsSyncSchema } from "./single-bs-sync/model/index.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./twin-enhanced-rl/model/accessPointSelection.ts";
import { UavCoverage } from "./twin-enhanced-rl/model/uavCoverage.ts";
import { uavCoverageSchema } from "./twin-enhanced-rl/model/uavCoverageConfiguration.ts";

const SLOTS = 40;
const parts = { seeds: [0], copies: 2 };

/** Environments, and settings beside which each field is tried: those that use it. */
const KINDS: readonly (readonly [z.ZodType, readonly object[], (configuration: object) => Environment])[] = [
  [
    singleBsSyncSchema,
    [{}, { distance: "euclidean", fading: "rayleigh", observe: "age", action: "synchronise" }],
    (c) => new SingleBsSync(c, parts),
  ],
  [
    multiBsSyncSchema,
    [{}, { room: "area", distance: "euclidean", fading: "rayleigh", observeAge: true }],
    (c) => new MultiBsSync(c, parts),
  ],
  [
    robustTiltSchema,
    [{}, { setting: "literal", reward: "proportional", association: "gain" }],
    (c) => new RobustTilt(c, parts),
  ],
  [
    accessPointSelectionSchema,
    [{}, { next: "drive on", edgeErrorM: 5, rateErrorDb: 3 }],
    (c) => new AccessPointSelection(c, parts),
  ],
  [
    uavCoverageSchema,
    [{}, { control: "joint", observe: "positions and rates", userSpeedMps: 1, userErrorM: 3 }],
    (c) => new UavCoverage(c, parts),
  ],
  [
    edgeRetrainingSchema,
    [{}, { learning: "scratch", fading: "rayleigh", decision: "measured" }],
    (c) => new EdgeRetraining(c, { ...parts, classifiers: classifierTable() }),
  ],
];

/** What is wrong with an environment that takes a configuration and cannot be played in it; undefined = nothing. */
function faultOf(make: () => Environment): string | undefined {
  try {
    play(make());
  } catch (error) {
    return error instanceof ConfigurationError ? undefined : String(error);
  }
  return undefined;
}

/** Plays random actions; the environment itself refuses what is not finite. */
function play(environment: Environment): void {
  const { rows, actionSpace: space } = environment;
  environment.reset(streamsOf([0], rows, "training"));
  const rng = rngFrom("bad");
  const actions = emptyActions(environment);
  for (let slot = 0; slot < SLOTS; slot++) {
    for (let i = 0; i < actions.length; i++) {
      if (space.kind === "box") actions[i] = space.low + (space.high - space.low) * rng.uniform();
      else actions[i] = rng.integer(space.kind === "discrete" ? space.n : 2);
    }
    environment.step(actions);
  }
}

test("whatever stands in a field, an environment refuses it by name or plays finite slots", () => {
  for (const [schema, settings, make] of KINDS) {
    const faults = settings.flatMap((setting) =>
      badFields(schema).flatMap((field) => {
        const fault = faultOf(() => make({ ...setting, ...configurationWith(field) }));
        return fault === undefined ? [] : [`${field.path.join(".")} = ${JSON.stringify(field.value)}: ${fault}`];
      }),
    );
    expect(faults).toEqual([]);
  }
});

test("every field of a schema is tried, those of objects and lists too", () => {
  const schema = z.strictObject({ a: z.int().default(1), b: z.strictObject({ c: z.enum(["d"]).optional() }) });
  const paths = new Set(badFields(schema).map(({ path }) => path.join(".")));
  expect([...paths]).toEqual(["a", "b", "b.c"]);
  expect(configurationWith({ path: ["b", "c"], value: 3 })).toEqual({ b: { c: 3 } });
});

test("what degenerates is refused with the field, its value, what is allowed and what to do", () => {
  const messageOf = (make: () => Environment) => {
    try {
      make();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      return (error as Error).message;
    }
    return "accepted";
  };
  const area = { x: [0, 400], y: [0, 400] } as const;
  const uav = (c: object) => messageOf(() => new UavCoverage(c));
  expect(uav({ hangar: [900, 900] })).toContain("hangar = [900, 900]: must lie in the area, x [0, 400]");
  expect(uav({ area: { ...area, x: [400, 0] } })).toContain("area.x = [400, 0]: the first must be below the second");
  expect(uav({ area: { ...area, y: [7, 7] } })).toContain("area.y = [7, 7]: the first must be below the second");
  expect(uav({ control: "joint", uavs: 8 })).toContain('uavs = 8 with control = "joint": at most 7 are allowed');
  expect(uav({ noiseDensityDbmHz: -4000 })).toContain("noiseDensityDbmHz = -4000: must be at least -300");
  const tilt = (c: object) => messageOf(() => new RobustTilt(c));
  for (const beam of [{ beamwidthVDeg: 1 }, { beamwidthVDeg: 4 }, { beamwidthHDeg: 1 }, { weightV: 1e4 }])
    expect(tilt({ setting: "literal", ...beam })).toContain("the delay A (7) would be infinite. Widen the beams");
  expect(tilt({ setting: "literal" })).toBe("accepted");
  expect(tilt({ setting: "benign", beamwidthVDeg: 1 })).toBe("accepted"); // its limits hold
  const multi = (c: object) => messageOf(() => new MultiBsSync(c));
  expect(multi({ stations: [[1000, 1000]] })).toContain(
    "hardly a place in areaM = [300, 100] lies within radiusM = 60",
  );
  expect(multi({ radiusM: 1e-6 })).toContain("Raise radiusM");
  const edge = (c: object) => messageOf(() => new EdgeRetraining(c, { classifiers: classifierTable() }));
  expect(edge({ stationHeightM: 1, userHeightM: 1 })).toContain("stationHeightM = 1: must be above 1");
  expect(edge({ stationHeightM: 1.5 })).toContain("userHeightM = 1.5: must be below stationHeightM = 1.5");
  expect(edge({ noiseDbm: -4000 })).toContain("noiseDbm = -4000: must be at least -300");
  const single = (c: object) => messageOf(() => new SingleBsSync(c));
  expect(single({ power: 1e308 })).toContain("power = 1e+308: must be at most 1e+30");
  expect(single({ users: 1e9 })).toContain("users = 1000000000: must be at most 1000");
  const road = (c: object) => messageOf(() => new AccessPointSelection(c));
  expect(road({ cellM: 1e-6 })).toContain("cellM = 0.000001 on a road of 5000 m: at most 1e6 cells are allowed");
});

test("places, roads and copies that are handed in beside a configuration are its own", () => {
  const users = [[5, 5]] as const;
  expect(() => new UavCoverage({}, { users })).toThrow(
    "places of 1 users for users = 10: must be one in the area for each",
  );
  expect(() => new UavCoverage({ users: 1 }, { users: [[500, 5]] })).toThrow("[500,5] outside");
  for (const exploringCopies of [-1, 2, 0.5, Number.NaN])
    expect(() => new UavCoverage({}, { exploringCopies })).toThrow(`exploringCopies = ${exploringCopies}`);
  const point = { startM: 0, endM: 100, rateMbps: 10, cost: 1 };
  expect(() => new AccessPointSelection({ sections: 2 }, { road: [[point]] })).toThrow("a road of 1 sections");
  expect(() => new AccessPointSelection({ sections: 2 }, { road: [[point], []] })).toThrow(
    "equally many access points",
  );
});
