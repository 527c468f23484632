import { z } from "zod";
import { constant, type PolicyMaker, rowwise } from "../../policies/index.ts";
import { type Streams, streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/experiment.ts";
import { flownRates } from "./flightRuns.ts";
import { bestHover, flyTo } from "./model/flights.ts";
import { UavCoverage, uavCoverageSchema } from "./model/uavCoverage.ts";

export const flightPolicyRunSchema = z.strictObject({ method: z.literal("flight policies"), area: uavCoverageSchema });
export type FlightPolicyRun = z.output<typeof flightPolicyRunSchema>;

/** The bound that no flight passes while users stand still; it is not flown. */
export const STATIC = "best placement, static";

/** What needs no learning in an area: a row for each policy and seed. */
export async function runFlightPolicies(
  { area: configuration }: FlightPolicyRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const area = new UavCoverage(configuration, { seeds });
  area.reset(streamsOf(seeds, 1, "evaluation"));
  const placements = seeds.map((_, row) => bestHover(area, row));
  const single = seeds.map((_, row) => bestHover(area, row, 1));
  const policies: Record<string, PolicyMaker<UavCoverage>> = {
    "stay in the hangar": constant(0),
    "random flight": randomFlight,
    "all to the best single point": flyTo((row) => single[row]?.points ?? []),
    "fly to the best placement": flyTo((row) => placements[row]?.points ?? []),
  };
  for (const [policy, make] of Object.entries(policies)) {
    for (const [i, rates] of flownRates(area, make, seeds).entries()) {
      context.record({ seed: seeds[i], policy, ...rates });
    }
  }
  for (const [i, { rate }] of placements.entries()) {
    context.record({ seed: seeds[i], policy: STATIC, rate, lateRate: rate });
  }
  context.progress(1);
}

function randomFlight({ agents, actionSpace }: UavCoverage, streams: readonly Streams[]) {
  const moves = actionSpace.kind === "discrete" ? actionSpace.n : 0;
  return rowwise((entry) => streams[Math.floor(entry / agents)].exploration.integer(moves));
}
