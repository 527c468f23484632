import { z } from "zod";
import { constant, type PolicyMaker, rowwise } from "../../policies/index.ts";
import { type Streams, streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/index.ts";
import { flightRunSchema } from "./flightRuns.ts";
import { type FlownRates, flownRates, seedMeans } from "./flownRates.ts";
import { flyStraight, flyTo } from "./model/flights.ts";
import { bestHover, oneByOne } from "./model/placements.ts";
import { UavCoverage } from "./model/uavCoverage.ts";
import { uavCoverageSchema } from "./model/uavCoverageConfiguration.ts";

/** A run of policies without learning in an area. */
export const flightPolicyRunSchema = z.strictObject({
  method: z.literal("flight policies"),
  area: uavCoverageSchema,
  /** episodes of each seed: those in which learners are judged */
  judgedEpisodes: flightRunSchema.shape.judgedEpisodes,
});

/** Name of the policy that takes the move that raises the mean rate now, UAV after UAV. */
export const MYOPIC = "myopic, UAV after UAV";
/** Name of the planner that tries straight flights in the twin. */
export const STRAIGHT = "straight runs of 1 to 8 slots";
/** Name of the planner that gives each UAV its best point, the others where they are. */
export const ONE_BY_ONE = "fly to points found one by one";
/** Name of the bound that no flight passes while users stand still; it is not flown. */
export const STATIC = "best placement, static";

/** Flies policies without learning in an area: a row for each policy and seed. */
export async function runFlightPolicies(
  run: z.output<typeof flightPolicyRunSchema>,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const copies = run.judgedEpisodes;
  const area = new UavCoverage(run.area, { seeds, copies });
  area.reset(streamsOf(seeds, copies, "evaluation"));
  const inRows = <T>(make: (row: number) => T) => Array.from({ length: area.rows }, (_, row) => make(row));
  const placements = inRows((row) => bestHover(area, row));
  const single = inRows((row) => bestHover(area, row, 1));
  const found = inRows((row) => oneByOne(area, row));
  const policies: Record<string, PolicyMaker<UavCoverage>> = {
    "stay in the hangar": constant(0),
    "random flight": randomFlight,
    "all to the best single point": flyTo((row) => single[row].points),
    [MYOPIC]: flyStraight([1]),
    [STRAIGHT]: flyStraight([1, 2, 4, 8]),
    [ONE_BY_ONE]: flyTo((row) => found[row].points),
    "fly to the best placement": flyTo((row) => placements[row].points),
  };
  const record = (policy: string, flown: readonly FlownRates[]) => {
    for (const [i, means] of seedMeans(flown, copies).entries()) context.record({ seed: seeds[i], policy, ...means });
  };
  for (const [policy, make] of Object.entries(policies)) record(policy, flownRates(area, make));
  record(
    STATIC,
    placements.map(({ rate }) => ({ rate, lateRate: rate })),
  );
  context.progress(1);
}

function randomFlight({ agents, actionSpace }: UavCoverage, streams: readonly Streams[]) {
  return rowwise((entry) => streams[Math.floor(entry / agents)].exploration.integer(actionSpace.n));
}
