import { z } from "zod";
import { bestWithin, DigitalSpace, type JudgedBy, risksOf } from "../../digital/index.ts";
import { streamsOf } from "../../random/index.ts";
import type { RunContext } from "../../study/index.ts";
import { AccessPointSelection, accessPointSelectionSchema } from "./model/accessPointSelection.ts";
import { uploadOdds } from "./model/accessPoints.ts";

/** A run of agents that look at an action's risk in the twin before they take it. */
export const riskRunSchema = z.strictObject({
  method: z.literal("risk"),
  road: accessPointSelectionSchema,
  /** n, domains in which each action is tried */
  domains: z.int().min(1),
  /** largest risks that an agent takes */
  bounds: z.array(z.number().min(0).max(1)).min(1),
  /** tasks, each in a random cell */
  sets: z.int().min(1),
});

/** Tasks of which every action's risk is recorded beside the true one. */
const SHOWN = 5;

/**
 * Runs agents on a road whose uploads are blocked now and then. In each set every action is tried in n domains, and for
 * each bound the action of the best mean return within it is chosen. What it earns and how likely it fails is known
 * exactly, so no luck of the road is in the rows: for each seed a row a bound, by the share and by its interval's upper
 * end; how often intervals hold the truth; and for a few tasks each action's estimate beside it.
 */
export async function runRisk(
  run: z.output<typeof riskRunSchema>,
  seeds: readonly number[],
  context: RunContext,
): Promise<void> {
  const road = new AccessPointSelection(run.road, { seeds });
  const { n: tries } = road.actionSpace as { readonly n: number };
  const domains = Array.from(
    { length: run.domains },
    () => new AccessPointSelection(run.road, { seeds, copies: tries }),
  );
  const space = new DigitalSpace({ seeds, tries, domains, discount: 0 });
  const everyAction = Int32Array.from({ length: seeds.length * tries }, (_, i) => i % tries);
  const agents = run.bounds.flatMap((bound) => (["value", "high"] as const).map((by) => ({ bound, by })));
  const sums = seeds.map(() => agents.map(() => ({ reward: 0, failure: 0 })));
  // Of access points in reach: past its coverage an upload fails for certain.
  const reachable = new Float64Array(seeds.length);
  const held = new Float64Array(seeds.length);
  road.reset(streamsOf(seeds, 1, "evaluation"));
  for (let set = 0; set < run.sets; set++) {
    const outcomes = space.tryActions(road, everyAction);
    if (outcomes === undefined)
      throw new Error("a digital space without link or construction has outcomes at each call");
    const risks = risksOf(outcomes, (reward) => reward <= 0);
    for (const [i, seed] of seeds.entries()) {
      const ofRow = risks.slice(i * tries, (i + 1) * tries);
      const truths = road.pointsAt(i).map((point) => uploadOdds(road.positions[i], point, road.configuration));
      for (const [a, { failure }] of ofRow.entries()) {
        const truth = truths[a].failure;
        if (truth < 1) {
          reachable[i]++;
          held[i] += failure.low <= truth && truth <= failure.high ? 1 : 0;
        }
        if (set < SHOWN) {
          const { value: estimate, low, high } = failure;
          context.record({ purpose: "estimate", seed, set, action: a, truth, estimate, low, high });
        }
      }
      for (const [j, { bound, by }] of agents.entries()) {
        const { reward, failure } = truths[bestWithin(ofRow, bound, by as JudgedBy)];
        sums[i][j].reward += reward / run.sets;
        sums[i][j].failure += failure / run.sets;
      }
    }
    road.step(new Int32Array(seeds.length)); // the next task, elsewhere
    context.progress((set + 1) / run.sets);
  }
  for (const [i, seed] of seeds.entries()) {
    context.record({ purpose: "held", seed, held: held[i] / reachable[i] });
    for (const [j, agent] of agents.entries()) context.record({ purpose: "bound", seed, ...agent, ...sums[i][j] });
  }
}
