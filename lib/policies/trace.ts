import pl, { type DataFrame } from "nodejs-polars";
import { refuseHeld, width } from "../environments/index.ts";
import { streamsOf } from "../random/index.ts";
import type { PolicyMaker } from "./policy.ts";
import type { TwinnedEnvironment } from "./synchronisation.ts";

/**
 * One episode to look at: a row per slot and user of the environment's first row, columns slot, user, x, y (true, m),
 * twinX, twinY (the twin's status, m), synced (the sum of 2^agent over the agents that synchronised), age (slots),
 * twinError (m²), rate (sum over the users).
 *
 * @param slots how many; fewer than the horizon, or the users start anew
 * @example const episode = trace(new SingleBsSync({ stepM: 5 }, { seeds: [3] }), periodic(8), { seed: 3, slots: 30 });
 */
export function trace<E extends TwinnedEnvironment>(
  environment: E,
  makePolicy: PolicyMaker<E>,
  { seed, slots }: { readonly seed: number; readonly slots: number },
): DataFrame {
  refuseHeld(environment, "trace");
  const streams = streamsOf([seed], environment.rows, "evaluation");
  let observation = environment.reset(streams);
  const policy = makePolicy(environment, streams);
  const actions = new Int32Array(environment.rows * environment.agents * width(environment.actionSpace));
  const users = environment.positions.length / environment.rows / 2;
  const rows: Record<string, number>[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const exact = environment.positions.slice(0, 2 * users);
    policy.act(observation, actions, "exploit");
    const step = environment.step(actions);
    const metric = (name: string) => step.metrics[name]?.[0];
    const { status } = environment.twin;
    const blocks = environment.synchronisationBlock.subarray(0, environment.agents);
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
