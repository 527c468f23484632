import type { RoadOptions } from "./roadRuns.ts";
import { road, TWIN } from "./roadSettings.ts";

/** A twin that is synchronised over a link; each synchronisation has a price of 1, by which others are told. */
function linked(setting: string, link: NonNullable<RoadOptions["link"]>) {
  return { ...road(setting, { actions: TWIN.n, link: { price: 1, ...link } }), link };
}

/** The arms with the period of synchronisation swept, in sets. */
export const PERIODS = [1, 3, 10, 30, 100, 300].map((period) => ({
  ...linked(`synchronised every ${period} ${period === 1 ? "set" : "sets"}`, { period }),
  x: period,
}));
/** The arms with the delay swept, in sets. */
export const DELAYS = [10, 100, 1000, 5000].map((delay) => ({
  ...linked(`synchronised ${delay} sets late`, { delay }),
  x: delay,
}));
/** The arms with the share of lost synchronisations swept. */
export const LOSSES = [0.5, 0.9, 0.97, 0.99].map((loss) => ({
  ...linked(`synchronisations lost, ${loss}`, { loss }),
  x: loss,
}));

/** Vehicles that drive on and look ahead, for only then it matters who acts in the twin. */
const AHEAD = { actions: TWIN.n, road: { next: "drive on" }, learner: { discount: 0.9 } } as const;
/** Steps that each tried action is followed for. */
export const STEPS_AHEAD = 4;
/** The arms whose twin agent copies the physical agent's table now and then; the first is followed for one step alone. */
export const FOLLOWERS = [
  { ...road("followed for 1 step", AHEAD), x: undefined },
  ...[1, 100, 1000, 5000].map((period) => ({
    ...road(`followed for ${STEPS_AHEAD} steps, table every ${period} ${period === 1 ? "set" : "sets"}`, {
      ...AHEAD,
      ahead: STEPS_AHEAD,
      agentLink: { period },
    }),
    x: period,
  })),
];

/** Every way to learn over a link. */
export const LINKED = [...PERIODS, ...DELAYS, ...LOSSES, ...FOLLOWERS];

/** Largest probability that an access point is blocked. */
const BLOCKAGE = 0.3;
/** Tasks before which agents look. */
export const RISK_SETS = 1000;
/** Agents that look at risks first, by the number of domains. */
export const RISKS = [10, 30, 100].map((domains) => ({
  method: "risk" as const,
  setting: `risks in ${domains} domains`,
  domains,
  options: { road: { blockage: BLOCKAGE }, domains, bounds: [1, 0.3, 0.2, 0.1, 0.05, 0.02] },
}));
