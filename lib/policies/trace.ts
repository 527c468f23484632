import pl, { type DataFrame } from "nodejs-polars";
import { emptyActions, refuseHeld } from "../environments/index.ts";
import { checkCount, type Streams, shown, streamsOf } from "../random/index.ts";
import { playable } from "./playable.ts";
import type { PolicyMaker } from "./policy.ts";
import { replicasOf } from "./replicasOf.ts";
import type { TwinnedEnvironment } from "./synchronisation.ts";

/**
 * One episode to look at: a row per slot and user of the seed's first row, columns slot, user, x, y (true, m),
 * twinX, twinY (the twin's status, m), synced (the sum of 2^agent over the agents that synchronised), age (slots),
 * twinError (m²), rate (sum over the users).
 *
 * @param seed one of the environment's, the first by default
 * @param slots how many; fewer than the horizon, or the users start anew
 * @throws RangeError for a seed that the environment was not made with, and for slots below 1
 * @example const episode = trace(new SingleBsSync({ stepM: 5 }, { seeds: [3] }), periodic(8), { seed: 3, slots: 30 });
 */
export function trace<E extends TwinnedEnvironment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  { seed, slots }: { readonly seed?: number; readonly slots: number },
): DataFrame {
  refuseHeld(environment, "trace");
  checkCount(slots, "trace: slots");
  const knows = (environment.seeds?.length ?? 0) > 0;
  const { seeds, copies } = replicasOf(environment, knows || seed === undefined ? {} : { seeds: [seed] }, "trace");
  const replica = seed === undefined ? 0 : seeds.indexOf(seed);
  if (replica === -1) {
    throw new RangeError(
      `trace: seed = ${shown(seed)}: ${environment.name} was made with [${seeds.join(", ")}]. Take one of these, or make ` +
        "the environment with that seed.",
    );
  }
  const streams = streamsOf(seeds, copies, "evaluation");
  const work = () => traceRow(environment, makePolicy, streams, replica * copies, slots);
  return environment.aside === undefined ? work() : environment.aside(work);
}

function traceRow<E extends TwinnedEnvironment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  streams: readonly Streams[],
  row: number,
  slots: number,
): DataFrame {
  let observation = environment.reset(streams);
  const policy = playable(makePolicy, environment, streams);
  const actions = emptyActions(environment);
  const users = environment.positions.length / environment.rows / 2;
  const from = 2 * users * row;
  const rows: Record<string, number>[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const exact = environment.positions.slice(from, from + 2 * users);
    policy.act(observation, actions, "exploit");
    const step = environment.step(actions);
    const metric = (name: string) => step.metrics[name]?.[row];
    const status = environment.twin.status.subarray(from);
    const blocks = environment.synchronisationBlock.subarray(row * environment.agents, (row + 1) * environment.agents);
    const synced = blocks.reduce((sum, block, agent) => (block === -1 ? sum : sum + 2 ** agent), 0);
    for (let user = 0; user < users; user++) {
      rows.push({
        slot,
        user,
        x: exact[2 * user],
        y: exact[2 * user + 1],
        twinX: status[2 * user],
        twinY: status[2 * user + 1],
        synced,
        age: metric("age"),
        twinError: metric("twinError"),
        rate: metric("rate"),
      });
    }
    observation = step;
  }
  return pl.readRecords(rows, { inferSchemaLength: rows.length });
}
