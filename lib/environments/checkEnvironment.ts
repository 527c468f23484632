import { rngFrom, STREAM_NAMES, type Streams, streamsOf } from "../random/index.ts";
import { type Environment, fork, type Observation, type Snapshot, type Step } from "./environment.ts";
import { everyRow } from "./rowState.ts";
import { choices, width } from "./space.ts";
import { tellingFault } from "./tellingFault.ts";

/** Slots each check plays; enough to meet the ends of episodes of the papers' environments. */
const SLOTS = 64;

/**
 * Proves the contract of `Environment` by playing random actions: shapes, spaces, flags, resets, determinism, exact
 * snapshots, independence of rows and streams, and where agents tell each other something, that it stays an observation.
 *
 * @param environment at least two rows
 * @returns the checks that passed, one sentence each
 * @throws Error that lists every broken promise and what to do about it
 */
export function checkEnvironment(environment: Environment): string[] {
  const checks: readonly (readonly [promise: string, check: (environment: Environment) => string | undefined])[] = [
    ["has at least two rows, one agent or more, and finite spaces", checkSizes],
    ["observations have the shape and the bounds of their space", checkObservations],
    ["masks have an entry for each choice of each agent and leave it at least one action", checkMasks],
    ["rewards, flags and metrics have one finite value a row, local rewards one an agent", checkStep],
    ["rows that go on see the same in `final` and `values`; rows that end are reset", checkResets],
    ["the same streams and actions give the same bytes", checkDeterminism],
    ["a snapshot restores exactly, random state included, and later steps leave it alone", checkSnapshot],
    ["a fork restores the state and leaves each row its own chance", checkFork],
    ["a snapshot of some rows restores those rows and no others", checkRowSnapshot],
    ["an action in one row changes nothing in the others", checkRows],
    ["the agent's streams (exploration, minibatch, initialisation) are never drawn from", checkStreams],
  ];
  const faults = new Map<string, string>();
  for (const [promise, check] of checks) {
    const fault = faultOf(check, watched(environment));
    if (fault !== undefined && !faults.has(fault)) faults.set(fault, promise);
  }
  const broken = Array.from(faults, ([fault, promise]) => `  not kept: ${promise}\n    ${fault}`);
  if (broken.length > 0) throw new Error(`${environment.name} breaks the environment contract:\n${broken.join("\n")}`);
  return checks.map(([promise]) => promise);
}

/** The fault that a check finds, or that the environment throws where it must not. */
function faultOf(check: (environment: Environment) => string | undefined, environment: Environment) {
  try {
    return check(environment);
  } catch (error) {
    return `it throws: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function checkSizes({ rows, agents, observationSpace, actionSpace }: Environment): string | undefined {
  if (rows < 2) return `rows = ${rows}; make the environment with two or more for this check`;
  if (agents < 1) return `agents = ${agents}; there must be at least one`;
  if (!(width(observationSpace) >= 1 && width(actionSpace) >= 1)) return "a space has no size; give it one";
  return undefined;
}

function checkObservations(environment: Environment): string | undefined {
  const { observationSpace: space, rows, agents } = environment;
  const length = rows * agents * width(space);
  const fault = ({ values }: Observation, where: string) => {
    if (values.length !== length)
      return `${where} has ${values.length} values instead of rows x agents x size = ${length}`;
    const low = space.kind === "box" ? space.low : 0;
    const high = space.kind === "box" ? space.high : space.kind === "discrete" ? space.n - 1 : 1;
    const at = values.findIndex((value) => !(value >= low && value <= high));
    return at === -1
      ? undefined
      : `${where}[${at}] = ${values[at]} lies outside ${low} .. ${high}; scale it or widen the space`;
  };
  const first = environment.reset(streams(environment));
  let found = fault(first, "reset's observation") ?? tellingFault(environment, first, randomActions(environment, 0));
  let slot = 0;
  play(environment, (step) => {
    found ??= fault(step, "a step's observation") ?? fault(step.final, "a step's final observation");
    found ??= tellingFault(environment, step, randomActions(environment, ++slot));
  });
  return found;
}

function checkMasks(environment: Environment): string | undefined {
  const { actionSpace: space, rows, agents } = environment;
  const size = choices(space);
  let isMasked: boolean | undefined;
  const fault = ({ mask }: Observation, where: string) => {
    isMasked ??= mask !== undefined;
    if ((mask !== undefined) !== isMasked) return `${where} ${isMasked ? "lacks" : "has"} a mask, unlike the first`;
    if (mask === undefined) return undefined;
    if (mask.length !== rows * agents * size)
      return `${where} has ${mask.length} mask entries instead of rows x agents x choices = ${rows * agents * size}`;
    if (mask.some((entry) => entry > 1)) return `${where} has mask entries other than 0 and 1`;
    if (space.kind !== "discrete") return undefined;
    const stuck = Array.from({ length: rows * agents }, (_, agent) => mask.subarray(agent * size, (agent + 1) * size));
    return stuck.every((allowed) => allowed.includes(1)) ? undefined : `${where} allows an agent nothing at all`;
  };
  let found = fault(environment.reset(streams(environment)), "reset's observation");
  play(environment, (step) => {
    found ??= fault(step, "a step's observation") ?? fault(step.final, "a step's final observation");
  });
  return found;
}

function checkStep(environment: Environment): string | undefined {
  const { rows, agents, metricNames } = environment;
  let found: string | undefined;
  environment.reset(streams(environment));
  play(environment, (step) => {
    const { localRewards = new Float64Array(rows * agents) } = step;
    if (localRewards.length !== rows * agents)
      found ??= `localRewards has ${localRewards.length} values for ${rows} rows x ${agents} agents`;
    if (!localRewards.every(Number.isFinite)) found ??= "localRewards holds a value that is not finite";
    const named = { rewards: step.rewards, ...step.metrics };
    for (const [name, values] of Object.entries(named)) {
      if (values.length !== rows) found ??= `${name} has ${values.length} values for ${rows} rows`;
      if (!values.every(Number.isFinite)) found ??= `${name} holds ${values.find((value) => !Number.isFinite(value))}`;
    }
    const missing = metricNames.filter((name) => !(name in step.metrics));
    if (missing.length > 0) found ??= `metricNames lists ${missing.join(", ")}, which no step reports`;
    for (let row = 0; row < rows; row++) {
      const flags = [step.terminated[row], step.truncated[row]];
      if (flags.some((flag) => flag !== 0 && flag !== 1)) found ??= `flags are ${flags}; they are 0 or 1`;
      if (flags[0] === 1 && flags[1] === 1) found ??= "a row is terminated and truncated; a task that ended is not cut";
    }
  });
  return found;
}

function checkResets(environment: Environment): string | undefined {
  const features = environment.agents * width(environment.observationSpace);
  let found: string | undefined;
  let ends = 0;
  let unchanged = 0;
  let isConstant = true;
  const first = hex(environment.reset(streams(environment)).values);
  play(environment, (step) => {
    isConstant &&= hex(step.values) === first && hex(step.final.values) === first;
    for (let row = 0; row < environment.rows; row++) {
      const same = rowOf(step.values, row, features).every(
        (value, i) => value === step.final.values[row * features + i],
      );
      const ended = step.terminated[row] === 1 || step.truncated[row] === 1;
      if (!ended && !same) found ??= "a row that goes on sees one thing in `values` and another in `final`";
      ends += ended ? 1 : 0;
      unchanged += ended && same ? 1 : 0;
    }
  });
  if (ends > 4 && unchanged === ends && !isConstant)
    found ??= "a row that ended sees its last observation in `values`; reset it first";
  return found;
}

function checkDeterminism(environment: Environment): string | undefined {
  const trace = () => {
    environment.reset(streams(environment));
    return play(environment);
  };
  const first = trace();
  return trace() === first ? undefined : "two runs differ; draw from the streams only, and let reset clear all state";
}

function checkSnapshot(environment: Environment): string | undefined {
  environment.reset(streams(environment));
  play(environment, undefined, 7);
  const snapshot = environment.snapshot();
  const before = bytes(snapshot);
  const first = play(environment);
  if (bytes(snapshot) !== before) return "later steps changed the snapshot; copy the arrays";
  environment.restore(snapshot);
  return play(environment) === first
    ? undefined
    : "play after `restore` differs from play after `snapshot`; some state, or the state of a stream, is not saved";
}

function checkFork(environment: Environment): string | undefined {
  environment.reset(streams(environment));
  play(environment, undefined, 3);
  const saved = environment.snapshot();
  play(environment, undefined, 5);
  const chance = hex(environment.snapshot().streams);
  environment.restore(fork(saved));
  const restored = environment.snapshot();
  if (hex(restored.numbers) !== hex(saved.numbers)) return "the state is not what was saved";
  return hex(restored.streams) === chance ? undefined : "a snapshot without streams changed the streams; leave them";
}

function checkRowSnapshot(environment: Environment): string | undefined {
  environment.reset(streams(environment));
  play(environment, undefined, 3);
  const some = Int32Array.of(1);
  const others = everyRow(environment.rows).filter((row) => row !== 1);
  const saved = environment.snapshot(some);
  play(environment, undefined, 5);
  const untouched = bytes(environment.snapshot(others));
  environment.restore(saved, some);
  if (bytes(environment.snapshot(some)) !== bytes(saved)) return "row 1 is not what was saved";
  return bytes(environment.snapshot(others)) === untouched ? undefined : "restoring row 1 changed other rows";
}

function checkRows(environment: Environment): string | undefined {
  const others = everyRow(environment.rows).filter((row) => row !== 0);
  const run = (first: number) => {
    environment.reset(streams(environment));
    for (let slot = 0; slot < 8; slot++) {
      const actions = randomActions(environment, slot);
      actions.fill(first, 0, actions.length / environment.rows);
      environment.step(actions);
    }
    return bytes(environment.snapshot(others));
  };
  return run(0) === run(1) ? undefined : "row 0 acted otherwise and another row changed; keep the state of rows apart";
}

function checkStreams(environment: Environment): string | undefined {
  const given = streams(environment);
  const agentStreams = STREAM_NAMES.filter((name) => !["start", "mobility", "fading"].includes(name));
  const state = () => JSON.stringify(given.map((row) => agentStreams.map((name) => row[name].state)));
  const before = state();
  environment.reset(given);
  play(environment);
  return state() === before
    ? undefined
    : `one of ${agentStreams.join(", ")} was drawn from; use start, mobility or fading`;
}

function streams({ rows }: Environment): Streams[] {
  return streamsOf([7], rows, "training");
}

/** Plays random actions that are allowed and returns a digest of all that was seen. */
function play(environment: Environment, look?: (step: Step) => void, slots = SLOTS): string {
  const seen: string[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const step = environment.step(randomActions(environment, slot));
    look?.(step);
    const { values, mask, final, rewards, localRewards = rewards, metrics } = step;
    const masks = [mask, final.mask].filter((entry) => entry !== undefined);
    seen.push([values, final.values, rewards, localRewards, ...Object.values(metrics), ...masks].map(hex).join());
  }
  return seen.join("\n");
}

/** The last observation of each environment, so that random actions are allowed ones. */
const lastSeen = new WeakMap<Environment, Observation>();

function watched(environment: Environment): Environment {
  const { name, rows, agents, observationSpace, actionSpace, metricNames } = environment;
  const seen = <O extends Observation>(observation: O): O => {
    lastSeen.set(watching, observation);
    return observation;
  };
  const watching: Environment = {
    ...{ name, rows, agents, observationSpace, actionSpace, metricNames },
    reset: (streams) => seen(environment.reset(streams)),
    step: (actions) => seen(environment.step(actions)),
    snapshot: (rows) => environment.snapshot(rows),
    restore: (snapshot, rows) => seen(environment.restore(snapshot, rows)),
  };
  return watching;
}

function randomActions(environment: Environment, slot: number): Float32Array | Int32Array {
  const { rows, agents, actionSpace: space } = environment;
  const mask = lastSeen.get(environment)?.mask;
  const rng = rngFrom("checkEnvironment", slot);
  const length = rows * agents * width(space);
  if (space.kind === "discrete") {
    return Int32Array.from({ length }, (_, agent) => {
      const drawn = rng.integer(space.n);
      if (mask === undefined) return drawn;
      const allowed = mask.subarray(agent * space.n, (agent + 1) * space.n);
      const next = allowed.indexOf(1, drawn);
      return next === -1 ? Math.max(0, allowed.indexOf(1)) : next;
    });
  }
  if (space.kind === "multiBinary") return Int32Array.from({ length }, () => rng.integer(2));
  return Float32Array.from({ length }, () => space.low + (space.high - space.low) * rng.uniform());
}

function rowOf(values: Float32Array, row: number, size: number): Float32Array {
  return values.subarray(row * size, (row + 1) * size);
}

function bytes({ numbers, streams: words }: Snapshot): string {
  return `${hex(numbers)} ${hex(words)}`;
}

function hex(array: Float32Array | Float64Array | Int32Array | Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
}
