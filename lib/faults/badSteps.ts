import { type Environment, emptyActions } from "../environments/index.ts";
import { SingleBsSync } from "../papers/single-bs-sync/model/index.ts";
import { evaluate, never, type Policy, periodic, trace } from "../policies/index.ts";
import { streamsOf } from "../random/index.ts";
import { type Attempt, textOf, wrong } from "./attempt.ts";
import { COPIES, ENVIRONMENTS, faultOfSlots, type Maker, SEEDS, streamsFor } from "./environments.ts";

/** Environments given actions, seeds, copies, rows and snapshots that do not exist, or used before their first reset. */
export function attempts(): Attempt[] {
  return [...Object.entries(ENVIRONMENTS).flatMap(([name, maker]) => ofEnvironment(name, maker)), ...ofEvaluation()];
}

function ofEnvironment(name: string, maker: Maker): Attempt[] {
  const fresh = () => maker.make({});
  const begun = () => {
    const environment = fresh();
    environment.reset(streamsFor(environment));
    return environment;
  };
  const attempt = (what: string, act: () => unknown, names: readonly string[] = []): Attempt => ({
    name: `${name}: ${what}`,
    names,
    isWrong: true,
    act: () => {
      act();
      return undefined;
    },
  });
  const rows = (...list: number[]) => Int32Array.from(list);
  const zero = (): Policy => ({ act: (_, out) => void out.fill(0), forget() {} });
  return [
    ...badActions(fresh()).map(([what, actions]) =>
      attempt(`actions ${what}`, () => begun().step(wrong(actions)), ["action"]),
    ),
    attempt("step before reset", () => fresh().step(emptyActions(fresh())), ["reset"]),
    attempt("snapshot before reset", () => fresh().snapshot(), ["reset"]),
    // A snapshot holds streams too: what is sound need not be refused.
    {
      name: `${name}: restore before reset`,
      names: ["reset"],
      act: () => {
        const environment = fresh();
        environment.restore(begun().snapshot());
        return faultOfSlots(environment, 3);
      },
    },
    attempt("one stream too few", () => fresh().reset(streamsFor(fresh()).slice(1)), ["stream"]),
    attempt("no streams", () => fresh().reset(wrong(undefined)), ["stream"]),
    ...[rows(99), rows(-1), wrong([0.5]), wrong("0")].map((some: Int32Array) =>
      attempt(`snapshot of rows ${textOf(some)}`, () => begun().snapshot(some), ["row"]),
    ),
    ...[rows(99), rows(-1)].map((some) =>
      attempt(`restore into rows ${textOf(some)}`, () => begun().restore(begun().snapshot(rows(0)), some), ["row"]),
    ),
    attempt("restore of one row into two", () => begun().restore(begun().snapshot(rows(0)), rows(0, 1)), ["row"]),
    attempt("restore of two rows into one", () => begun().restore(begun().snapshot(rows(0, 1)), rows(0)), ["row"]),
    ...[NaN, Infinity].map((value) =>
      attempt(`restore of numbers that are ${value}`, () => {
        const environment = begun();
        const saved = environment.snapshot();
        saved.numbers.fill(value);
        environment.restore(saved);
      }),
    ),
    // Finite numbers that no state has: what is taken must not hang or break later steps.
    ...[1e300, -1e300, -1, 0.5, 1e9].map((value) => ({
      name: `${name}: restore of numbers that are ${value}`,
      act: () => {
        const environment = begun();
        const saved = environment.snapshot();
        saved.numbers.fill(value);
        environment.restore(saved);
        return faultOfSlots(environment, 3);
      },
    })),
    attempt("restore of numbers that are too few", () => {
      const environment = begun();
      const saved = environment.snapshot();
      environment.restore({ ...saved, numbers: saved.numbers.subarray(1) });
    }),
    attempt("restore of nothing", () => begun().restore(wrong(undefined)), ["snapshot"]),
    ...[[], [0, 0], [-1, 0], [0.5, 1], [NaN, 0], ["a", "b"], [1e300, 1], null, 3].map((seeds) =>
      attempt(`seeds ${textOf(seeds)}`, () => maker.make({}, { seeds: wrong(seeds), copies: COPIES }), ["seed"]),
    ),
    ...[0, -1, 1.5, NaN, Infinity, "2", 1e12, null].map((copies) =>
      attempt(`copies ${textOf(copies)}`, () => maker.make({}, { seeds: SEEDS, copies: wrong(copies) }), ["copies"]),
    ),
    ...[[7, 8], [1, 0], [0, 1, 2], [0], []].map((seeds) =>
      attempt(`evaluate with seeds ${textOf(seeds)}`, () => evaluate(fresh(), { zero }, { seeds, episodes: 4 }), [
        "seeds",
      ]),
    ),
  ];
}

/** Actions that do not exist for an environment: too few, too many, out of its space, no numbers. */
function badActions(environment: Environment): [string, unknown][] {
  const { actionSpace: space } = environment;
  const { length } = emptyActions(environment);
  const isBox = space.kind === "box";
  const filled = (value: number) => (isBox ? new Float32Array(length) : new Int32Array(length)).fill(value);
  const beyond = space.kind === "discrete" ? space.n : isBox ? space.high + 1 : 2;
  const last = filled(0);
  last[length - 1] = isBox ? NaN : beyond;
  return [
    ["below", filled(isBox ? space.low - 1 : -1)],
    ["beyond", filled(beyond)],
    ["beyond in the last place", last],
    ["of 2^31 - 1", Int32Array.from({ length }, () => 2 ** 31 - 1)],
    ["NaN", new Float32Array(length).fill(NaN)],
    ["Infinity", new Float32Array(length).fill(Infinity)],
    ...(isBox ? [] : ([["half integers", new Float32Array(length).fill(0.5)]] as [string, unknown][])),
    ["too few", filled(0).subarray(1)],
    ["none", new Int32Array(0)],
    ["too many", Float32Array.from({ length: length + 1 }, () => (isBox ? space.low : 0))],
    ["of text", Array(length).fill("a")],
    ["undefined", undefined],
    ["null", null],
  ];
}

function ofEvaluation(): Attempt[] {
  const parts = { seeds: SEEDS, copies: COPIES };
  const made = () => new SingleBsSync({}, parts);
  const act = (fill: number) => () => ({
    act: (_: unknown, out: Float32Array | Int32Array) => void out.fill(fill),
    forget() {},
  });
  const options = {
    "episodes 0": { seeds: SEEDS, episodes: 0 },
    "episodes -1": { seeds: SEEDS, episodes: -1 },
    "episodes NaN": { seeds: SEEDS, episodes: NaN },
    "episodes Infinity": { seeds: SEEDS, episodes: Infinity },
    "episodes 2.5": { seeds: SEEDS, episodes: 2.5 },
    "seeds twice the same": { seeds: [0, 0], episodes: 2 },
    "purpose nonsense": { seeds: SEEDS, episodes: 2, purpose: "nonsense" },
  };
  const policies = {
    undefined: undefined,
    "an object": {},
    "acts 7": act(7),
    "acts -3": act(-3),
    "acts later": () => ({ act: async () => {}, forget() {} }),
    "without act": () => ({ forget() {} }),
    "without forget": () => ({ act: (_: unknown, out: Int32Array) => void out.fill(0) }),
  };
  const judged = (what: string, run: () => unknown, names: readonly string[] = []): Attempt => ({
    name: what,
    names,
    isWrong: true,
    act: () => {
      run();
      return undefined;
    },
  });
  return [
    ...Object.entries(options).map(([what, given]) =>
      judged(`evaluate, ${what}`, () => evaluate(made(), { never: never() }, wrong(given)), [
        what.includes("seeds") ? "seed" : what.split(" ")[0],
      ]),
    ),
    ...Object.entries(policies).map(([what, make]) =>
      judged(`evaluate, policy ${what}`, () => evaluate(made(), { odd: wrong(make) }, { seeds: SEEDS, episodes: 2 })),
    ),
    judged("evaluate, no policies", () => evaluate(made(), {}, { seeds: SEEDS, episodes: 2 }), ["polic"]),
    ...[0, -1, 1.5, NaN, "a"].map((slots) =>
      judged(`periodic(${slots})`, () => periodic(wrong(slots)), [String(slots)]),
    ),
    judged(
      "trace of a seed that the environment does not have",
      () => trace(new SingleBsSync({}, { seeds: [0] }), never(), { seed: 3, slots: 5 }),
      ["3"],
    ),
    ...[0, -1, NaN, 1.5].map((slots) =>
      judged(
        `trace of ${slots} slots`,
        () => trace(new SingleBsSync({}, { seeds: [0] }), never(), { seed: 0, slots }),
        ["slots"],
      ),
    ),
    ...[["training"], 3, null].map((purpose) =>
      judged(`streamsOf, purpose ${textOf(purpose)}`, () => streamsOf(SEEDS, 1, wrong(purpose)), ["purpose"]),
    ),
    ...[[-1], [0.5], [NaN], ["a"], [0, 0]].map((seeds) =>
      judged(`streamsOf, seeds ${textOf(seeds)}`, () => streamsOf(wrong(seeds), 1, "training"), ["seed"]),
    ),
    ...[0, -1, 1.5, NaN].map((copies) =>
      judged(`streamsOf, ${copies} copies`, () => streamsOf(SEEDS, copies, "training"), ["copies"]),
    ),
  ];
}
