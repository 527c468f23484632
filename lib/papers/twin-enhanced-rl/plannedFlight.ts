import type { DeepQLearner } from "../../agents/index.ts";
import { everyRow, fork, type Observation } from "../../environments/index.ts";
import type { PolicyMaker } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import { UavCoverage } from "./model/uavCoverage.ts";
import { UAV_MOVES } from "./model/uavs.ts";

/**
 * A policy that plans in the twin with what was learned: UAV after UAV, knowing the moves of those before it, flies straight
 * for each of some numbers of slots in the twin while the others stay, and takes the first move of what promises most:
 * rewards on the way, and the learned value of where it ends, mean over agents; of a learner of own rewards the UAV's own.
 * For an agent for each UAV.
 *
 * @param runs slots of the straight flights tried
 * @throws RangeError under joint control
 */
export function planStraight(
  learner: DeepQLearner,
  discount: number,
  runs: readonly number[],
  whose: "team" | "local",
): PolicyMaker<UavCoverage> {
  const flights = [[0, 1], ...runs.flatMap((run) => UAV_MOVES.slice(1).map((_, i) => [i + 1, run] as const))] as const;
  return (area) => {
    const { uavs, control } = area.configuration;
    if (control === "joint") {
      throw new RangeError('planning: control = "joint": must be "per UAV", for it plans UAV after UAV. Set it so.');
    }
    const copies = (area.rows / area.seeds.length) * flights.length;
    const twin = new UavCoverage(area.configuration, { seeds: area.seeds, copies });
    twin.reset(streamsOf(area.seeds, copies, "digital"));
    const from = everyRow(twin.rows).map((i) => Math.floor(i / flights.length));
    const actions = new Int32Array(twin.rows * uavs);
    return {
      act(_observation, out) {
        const now = fork(area.snapshot(from));
        const decided = new Int32Array(area.rows * uavs);
        for (let uav = 0; uav < uavs; uav++) {
          const promised = promises(now, decided, uav);
          for (let row = 0; row < area.rows; row++) {
            const ofRow = promised.subarray(row * flights.length, (row + 1) * flights.length);
            const best = ofRow.reduce((most, value, i) => (value > ofRow[most] ? i : most), 0);
            decided[row * uavs + uav] = flights[best][0];
          }
        }
        out.set(decided);
      },
      forget() {},
    };

    function promises(now: ReturnType<typeof fork>, decided: Int32Array, uav: number): Float64Array {
      twin.restore(now);
      const promised = new Float64Array(twin.rows);
      for (let slot = 0, weight = 1; slot < Math.max(1, ...runs); slot++) {
        for (let i = 0; i < twin.rows; i++) {
          for (let m = 0; m < uavs; m++) actions[i * uavs + m] = slot === 0 ? decided[from[i] * uavs + m] : 0;
          actions[i * uavs + uav] = flights[i % flights.length][0];
        }
        const step = twin.step(actions);
        weight *= discount;
        const ends = flights.some(([, run]) => run === slot + 1);
        const values = ends ? valuesOf(step.final, uav) : undefined;
        const own = whose === "local" ? step.localRewards : undefined;
        for (let i = 0; i < twin.rows; i++) {
          const run = flights[i % flights.length][1];
          if (slot < run) promised[i] += (weight / discount) * (own?.[i * uavs + uav] ?? step.rewards[i]);
          if (slot + 1 === run) promised[i] += weight * (values as Float64Array)[i];
        }
      }
      return promised;
    }

    /** Largest Q of each row: of UAV `self`, or the mean over agents. */
    function valuesOf(seen: Observation, self: number): Float64Array {
      const q = learner.values(seen);
      const actions = UAV_MOVES.length;
      return Float64Array.from({ length: twin.rows }, (_, row) => {
        const best = (agent: number) => {
          const first = (row * uavs + agent) * actions;
          return Math.max(...q.subarray(first, first + actions));
        };
        if (whose === "local") return best(self);
        let sum = 0;
        for (let agent = 0; agent < uavs; agent++) sum += best(agent);
        return sum / uavs;
      });
    }
  };
}
