import { everyRow, type Step } from "../../../environments/index.ts";
import type { Policy, PolicyMaker } from "../../../policies/index.ts";
import type { MultiBsSync } from "./multiBsSync.ts";
import { nearestStation, type StationRule, type SwapRule } from "./stationRules.ts";

/**
 * A policy in which each station in turn synchronises if that raises its own term of B (17), given what the stations
 * before it do and that those after it do not: it looks at itself and one slot ahead. It tries both on a fork.
 */
export function greedyLocal(): PolicyMaker<MultiBsSync> {
  return (environment) => {
    const { rows, agents } = environment;
    const chosen = new Uint8Array(rows * agents);
    const quiet = new Float64Array(rows);
    return forking(environment, (play) => {
      chosen.fill(0);
      for (let station = 0; station < agents; station++) {
        const termOf = (step: Step, row: number) => step.localRewards?.[row * agents + station] as number;
        play(
          (row, other) => chosen[row * agents + other] === 1,
          (step) => {
            for (let row = 0; row < rows; row++) quiet[row] = termOf(step, row);
          },
        );
        const synchronises = (row: number, other: number) => other === station || chosen[row * agents + other] === 1;
        play(synchronises, (step) => {
          for (let row = 0; row < rows; row++) if (termOf(step, row) > quiet[row]) chosen[row * agents + station] = 1;
        });
      }
      return { synchronises: (row, station) => chosen[row * agents + station] === 1 };
    });
  };
}

/**
 * A policy that takes the pattern of synchronisations with the largest weight · rate − (1 − weight) · horizon · error
 * of this slot: horizon 1 is the team's reward, a longer one counts an error as often as it would last.
 */
export function greedyTeam(horizon = 1): PolicyMaker<MultiBsSync> {
  return bestPattern((environment) => {
    const { weight } = environment.configuration;
    return (step, row) => weight * step.metrics.rate?.[row] - (1 - weight) * horizon * step.metrics.twinError?.[row];
  });
}

/**
 * An oracle that no station could follow: it tries every pattern of synchronisations in this slot and plays on for some
 * slots in which nobody synchronises, on forks that know how users will move.
 *
 * @param slots looked ahead, this one included; 1 is the myopic oracle
 */
export function teamLookAhead(slots: number): PolicyMaker<MultiBsSync> {
  return bestPattern(() => (step, row) => step.rewards[row], slots);
}

/** Users of overlaps beyond which `exhaustive` leaves the others with their nearest station. */
const MOST_SWAPPED = 3;

/**
 * An oracle like `teamLookAhead` over joint actions: every pattern of synchronisations with every way to serve the
 * users of overlaps from their nearest or second nearest station, for up to three of them. It is the best of all valid
 * joint actions where no user has three stations.
 */
export function exhaustive(slots: number): PolicyMaker<MultiBsSync> {
  return bestPattern(() => (step, row) => step.rewards[row], slots, MOST_SWAPPED);
}

/** The joint action with the largest sum of a merit over some slots, nobody synchronising after the first. */
function bestPattern(
  meritOf: (environment: MultiBsSync) => (step: Step, row: number) => number,
  slots = 1,
  swapped = 0,
): PolicyMaker<MultiBsSync> {
  return (environment) => {
    const { rows, agents, configuration, isFree } = environment;
    const { users } = configuration;
    const merit = meritOf(environment);
    // The low bits say who synchronises, the next whether the first, second, ... user of an overlap is swapped.
    const patterns = 2 ** (agents + swapped);
    const swaps = (pattern: number) => (row: number, user: number) => {
      const place = orderOf[row * users + user];
      return place < swapped && ((pattern >> (agents + place)) & 1) === 1;
    };
    const orderOf = new Int32Array(rows * users);
    const findOverlaps = () => {
      for (let row = 0; row < rows; row++) {
        let count = 0;
        for (let user = 0; user < users; user++) {
          let isOverlap = 0;
          for (let station = 0; station < agents; station++)
            isOverlap |= isFree[(row * agents + station) * users + user];
          orderOf[row * users + user] = isOverlap === 1 ? count++ : swapped;
        }
      }
    };
    const chosen = new Int32Array(rows);
    const best = new Float64Array(rows);
    const sum = new Float64Array(rows);
    const isOver = new Uint8Array(rows);
    const all = everyRow(rows);
    return forking(environment, (play) => {
      best.fill(-Infinity);
      findOverlaps();
      for (let pattern = 0; pattern < patterns; pattern++) {
        sum.fill(0);
        isOver.fill(0);
        const add = (step: Step) => {
          for (let row = 0; row < rows; row++) {
            if (isOver[row] === 0) sum[row] = sum[row] + merit(step, row);
            // What comes after the end of an episode is no consequence of this slot.
            if (step.truncated[row] === 1) isOver[row] = 1;
          }
        };
        const before = slots > 1 ? environment.snapshot(all) : undefined;
        play((_row, station) => ((pattern >> station) & 1) === 1, add, before !== undefined, swaps(pattern));
        for (let slot = 1; slot < slots; slot++) play(() => false, add, true);
        if (before !== undefined) environment.restore(before, all);
        for (let row = 0; row < rows; row++) {
          if (sum[row] <= best[row]) continue;
          best[row] = sum[row];
          chosen[row] = pattern;
        }
      }
      return {
        synchronises: (row, station) => ((chosen[row] >> station) & 1) === 1,
        isSwapped: (row, user) => swaps(chosen[row])(row, user),
      };
    });
  };
}

interface Joint {
  readonly synchronises: StationRule;
  readonly isSwapped?: SwapRule;
}
/** A play of one slot on a fork, which shows its step to `look` and goes back unless it `isKept`. */
type Play = (synchronises: StationRule, look: (step: Step) => void, isKept?: boolean, isSwapped?: SwapRule) => void;

/** A policy that tries things on forks before it decides. */
function forking(environment: MultiBsSync, decide: (play: Play) => Joint): Policy {
  const write = nearestStation(environment);
  const all = everyRow(environment.rows);
  const { size } = environment.actionSpace as { size: number };
  const tried = new Int32Array(environment.rows * environment.agents * size);
  const play: Play = (synchronises, look, isKept = false, isSwapped = undefined) => {
    const now = isKept ? undefined : environment.snapshot(all);
    write(tried, synchronises, isSwapped);
    look(environment.step(tried));
    if (now !== undefined) environment.restore(now, all);
  };
  return {
    act(_observation, out) {
      const { synchronises, isSwapped } = decide(play);
      write(out, synchronises, isSwapped);
    },
    forget() {},
  };
}
