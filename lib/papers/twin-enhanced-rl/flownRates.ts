import type { DeepQLearner } from "../../agents/index.ts";
import type { Observation } from "../../environments/index.ts";
import { type PolicyMaker, rollout } from "../../policies/index.ts";
import { largest, mean } from "../../statistics/index.ts";
import type { UavCoverage } from "./model/uavCoverage.ts";

/** The last slots of an episode, in which E2 is judged: by then a flight can be where it wants to be. */
export const LATE_SLOTS = 20;
/** Slots of an episode whose values are compared with what is earned: most of what counts lies before its end. */
const VALUED_SLOTS = 50;

/** How well an episode was flown. */
export interface FlownRates {
  /** mean rate of the users over the episode, bit/s/Hz */
  readonly rate: number;
  /** the same of its last slots */
  readonly lateRate: number;
}

/** What a learner expects and what comes, both as a rate: (1 - gamma) times the return, bit/s/Hz. */
export interface Expected {
  readonly value: number;
  readonly returned: number;
}

/** Mean rate of one episode of each row, and that of its last slots; [row]. */
export function flownRates(
  area: UavCoverage,
  makePolicy: PolicyMaker<UavCoverage>,
  seeds: readonly number[] = area.seeds,
): FlownRates[] {
  const rates = Array.from({ length: area.rows }, (): number[] => []);
  play(area, makePolicy, seeds, ({ metrics }) => {
    for (const [row, ofRow] of rates.entries()) ofRow.push(metrics.rate[row]);
  });
  return rates.map((ofRow) => ({ rate: mean(ofRow), lateRate: mean(ofRow.slice(-LATE_SLOTS)) }));
}

/**
 * The largest Q of a learner in the slots of its own greedy flight, mean over agents, beside the return of that flight from
 * there on, whose last reward is taken to go on for ever; means over the first half of an episode, [row].
 */
export function expectedReturns(area: UavCoverage, learner: DeepQLearner, discount: number): Expected[] {
  const values = Array.from({ length: area.rows }, (): number[] => []);
  const rewards = Array.from({ length: area.rows }, (): number[] => []);
  const note = (seen: Observation) => {
    const q = learner.values(seen);
    const actions = q.length / area.rows / area.agents;
    for (const [row, ofRow] of values.entries()) {
      const best = Array.from({ length: area.agents }, (_, agent) => {
        const first = (row * area.agents + agent) * actions;
        return largest([...q.subarray(first, first + actions)]);
      });
      ofRow.push(mean(best));
    }
  };
  const { policy } = learner;
  const noted: PolicyMaker<UavCoverage> = () => ({
    ...policy,
    act(seen, out, mode) {
      note(seen);
      return policy.act(seen, out, mode);
    },
  });
  play(area, noted, area.seeds, (step) => {
    for (const [row, ofRow] of rewards.entries()) ofRow.push(step.rewards[row]);
  });
  return rewards.map((ofRow, row) => {
    const returns = ofRow.slice();
    for (let slot = ofRow.length - 1; slot >= 0; slot--) {
      const after = slot === ofRow.length - 1 ? ofRow[slot] / (1 - discount) : returns[slot + 1];
      returns[slot] = ofRow[slot] + discount * after;
    }
    const asRate = (sums: readonly number[]) => (1 - discount) * mean(sums.slice(0, VALUED_SLOTS));
    return { value: asRate(values[row]), returned: asRate(returns) };
  });
}

/** Means over the rows of each seed, column by column; rows of a seed lie together. */
export function seedMeans(rows: readonly (FlownRates | Expected)[], copies: number): Record<string, number>[] {
  return Array.from({ length: rows.length / copies }, (_, i) => {
    const ofSeed = rows.slice(i * copies, (i + 1) * copies).map((row): Record<string, number> => ({ ...row }));
    return Object.fromEntries(Object.keys(ofSeed[0]).map((name) => [name, mean(ofSeed.map((row) => row[name]))]));
  });
}

/** Plays one greedy episode of each row. */
function play(
  area: UavCoverage,
  makePolicy: PolicyMaker<UavCoverage>,
  seeds: readonly number[],
  onStep: (step: ReturnType<UavCoverage["step"]>) => void,
): void {
  rollout(area, makePolicy, { seeds, copies: area.rows / seeds.length, purpose: "evaluation", episodes: 1, onStep });
}
