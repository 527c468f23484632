import { z } from "zod";
import type { PolicyMaker } from "../../policies/index.ts";
import type { RunContext } from "../../study/index.ts";
import { attackedRule, type TiltPolicy } from "./measures.ts";
import { fullestSector } from "./model/fullestSector.ts";
import { RobustTilt } from "./model/robustTilt.ts";
import { robustTiltSchema } from "./model/tiltScenario.ts";
import { bestFixedTilts, fixedTilts, randomActions, tiltOracle } from "./model/tilts.ts";
import { MISLED_RADII } from "./settings.ts";
import { tiltMeans } from "./tiltMeans.ts";

/** A run of the policies that need no learning. */
export const policyRunSchema = z.strictObject({
  method: z.literal("policies"),
  network: robustTiltSchema,
  /** per seed, on which the best fixed tilts are chosen, and on which all are judged */
  selectionEpisodes: z.int().min(1),
  evaluationEpisodes: z.int().min(1),
  /** tilts of each antenna that searches try */
  points: z.int().min(2).default(13),
});
export type PolicyRun = z.output<typeof policyRunSchema>;

/** Episodes of a seed that are played at once. */
const COPIES = 10;

/** Plays every policy that needs no learning. Fixed tilts are the best of the episodes of all seeds of a block. */
export async function runPolicies(
  { network, selectionEpisodes, evaluationEpisodes, points }: PolicyRun,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const environment = new RobustTilt(network, { seeds, copies: COPIES });
  const best = (tilts: "common" | "joint") => {
    const episodes = Math.ceil(selectionEpisodes / COPIES);
    return bestFixedTilts(environment, { tilts, points, seeds, episodes }).tiltsDeg;
  };
  const policies: readonly Candidate[] = [
    { policy: "random tilts", make: randomActions },
    { policy: "best common tilt", make: () => fixedTilts(best("common")) },
    { policy: "best joint tilts", make: () => fixedTilts(best("joint")) },
    { policy: "rate oracle", make: () => tiltOracle({ points }) },
    {
      policy: "rate oracle on the twin's positions",
      make: () => tiltOracle({ points, sees: "report" }),
      isTwins: true,
    },
    { policy: "fullest sector", make: () => fullestSector() },
    { policy: "fullest sector on the twin's positions", make: () => fullestSector({ sees: "report" }), isTwins: true },
    ...MISLED_RADII.map((radius) => {
      return { policy: attackedRule(radius), make: () => fullestSector({ attackedBy: radius }) };
    }),
    { policy: "delay oracle", make: () => tiltOracle({ points, objective: "delay" }) },
  ];
  const done = context.resume({});
  for (const [i, { policy, make, isTwins = false }] of policies.entries()) {
    if (i < done) continue;
    const maker = make();
    environment.collect(new Float64Array(environment.rows).fill(isTwins ? 0 : Infinity));
    for (const means of tiltMeans(environment, maker, { seeds, episodes: evaluationEpisodes }))
      context.record({ purpose: "evaluation", policy, ...means });
    context.progress((i + 1) / policies.length);
    await context.checkpoint(i + 1);
  }
}

interface Candidate {
  readonly policy: TiltPolicy;
  readonly make: () => PolicyMaker<RobustTilt>;
  /** whether all transitions are the twin's, and so the positions that are reported */
  readonly isTwins?: boolean;
}
