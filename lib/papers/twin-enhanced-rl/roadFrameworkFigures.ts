import { type Figure, intervalDots, lineWithBand } from "../../figures/index.ts";
import { mean } from "../../statistics/index.ts";
import { type Arm, band, bySeed, type Point, type Results, tableOf } from "../../study/index.ts";
import { rewardsAt, roadRows } from "./measures.ts";
import { DELAYS, LOSSES, PERIODS, RISKS } from "./roadLinkSettings.ts";
import { FIGURE_SETS, PLAIN, TWIN } from "./roadSettings.ts";

/** Sets after which learners over a link are compared: the twin's has converged, as the article says. */
const COMPARED = 6000;
const COMPARED_WORDS = COMPARED.toLocaleString("en");

/** The greedy reward of an arm after 6,000 sets, at a place along x. */
function pointAt(results: Results, method: string, arm: Arm, x: number): Point {
  return { method, x, ...band(rewardsAt(results, arm, COMPARED).values()) };
}

/** Mean reward of all of Fig. 4's sets as the learner explores, by seed. */
export function earnedOverAll(results: Results, arm: Arm): Map<number, number> {
  const rows = roadRows(results, arm, FIGURE_SETS).filter(({ set }) => set > 0);
  return bySeed(rows, ({ earned }) => earned);
}

/** The greedy reward after 6,000 sets against the period, the delay and the loss of synchronisation. */
export function rewardByLink(results: Results): Figure {
  const points = [
    ...PERIODS.map((arm) => pointAt(results, "period", arm, arm.x)),
    ...LOSSES.map((arm) => pointAt(results, "loss: mean gap of arrivals", arm, 1 / (1 - arm.x))),
    ...DELAYS.map((arm) => pointAt(results, "delay", arm, arm.x)),
  ];
  const referenceOf = (label: string, arm: Arm) => ({ label, value: pointAt(results, label, arm, 0).mean });
  return lineWithBand(tableOf(points), {
    name: "twin-enhanced-rl/link",
    caption:
      `The link between road and twin (n = 5, ${COMPARED_WORDS} sets). A synchronisation that is lost costs as much as one that ` +
      "is not sent: the twin tries on where it already knows everything. A delay costs next to nothing, since what was tried is " +
      "learned of the place where it was tried, and the road does not change.",
    ...{ x: "x", xTitle: "Period, mean gap or delay (sets)", xScale: "log", yTitle: "Mean reward of a task" },
    references: [referenceOf("n = 5, no link", TWIN), referenceOf("n = 1, no twin", PLAIN)],
  });
}

/** What is left of the reward while learning once synchronisations are paid, against their period. */
export function rewardByPrice(results: Results): Figure {
  const points = [0, 10, 50, 200].flatMap((price) =>
    PERIODS.map((arm) => {
      const net = [...earnedOverAll(results, arm).values()].map((earned) => earned - price / arm.x);
      return { method: price === 0 ? "for nothing" : `price ${price}`, x: arm.x, ...band(net) };
    }),
  );
  return lineWithBand(tableOf(points.filter(({ high }) => high > 0)), {
    name: "twin-enhanced-rl/link-price",
    caption:
      `Reward a set over the ${FIGURE_SETS.toLocaleString("en")} sets of learning, less what synchronisations cost (a success pays ` +
      "100). The dearer one is, the rarer it should be; where a curve falls below plain Q-learning the price has eaten the gain.",
    ...{ x: "x", xTitle: "Period of synchronisation (sets)", xScale: "log", yTitle: "Reward a set, net" },
    references: [{ label: "n = 1, no twin", value: mean([...earnedOverAll(results, PLAIN).values()]) }],
  });
}

interface BoundRow {
  readonly seed: number;
  readonly bound: number;
  readonly by: "value" | "high";
  readonly reward: number;
  readonly failure: number;
}

/** Reward against failures on the road, for bounds on the risk that the twin estimates. */
export function rewardByRisk(results: Results): Figure {
  const [few, some, many] = RISKS;
  const drawn = [
    ...[few, some, many].map((arm) => ({ arm, by: "value", label: `share of ${arm.domains} domains` })),
    { arm: many, by: "high", label: `upper end, ${many.domains} domains` },
  ];
  const points = drawn.flatMap(({ arm, by, label }) => {
    const rows = results.rows<BoundRow>(arm, "bound").filter((row) => row.by === by);
    const atBounds = [...Map.groupBy(rows, ({ bound }) => bound).values()].map((ofBound) => ({
      ...{ method: label, x: 100 * mean(ofBound.map(({ failure }) => failure)) },
      ...band(ofBound.map(({ reward }) => reward)),
    }));
    // Bounds below what the domains can show leave the same choices.
    return [...new Map(atBounds.map((point) => [point.x, point])).values()];
  });
  return lineWithBand(tableOf(points.sort((a, b) => a.x - b.x)), {
    name: "twin-enhanced-rl/risk-bounds",
    caption:
      "Uploads to small cells are blocked with probabilities up to .3, to wide ones hardly ever. Each action is tried in n domains, and what fails there too often is not " +
      "done: bounds of 1, .3, .2, .1, .05 and .02 from right to left. Few domains cannot tell a risk of .05 from none; many see " +
      "it before the road does, and fewer failures cost some reward.",
    ...{ x: "x", xTitle: "Failures on the road (%)", yTitle: "Mean reward of a task" },
  });
}

/** Each action's risk as estimated in few and in many domains, for a task of the first seed. */
export function riskEstimates(results: Results): Figure {
  interface Estimate extends Record<"seed" | "set" | "action" | "truth" | "estimate" | "low" | "high", number> {}
  const seed = results.seeds[0];
  const inReach = (arm: Arm) => results.rows<Estimate>(arm, "estimate", { seed }).filter(({ truth }) => truth < 1);
  const tasks = [...Map.groupBy(inReach(RISKS[0]), ({ set }) => set).values()];
  const [{ set: shown }] = tasks.reduce((most, task) => (task.length > most.length ? task : most));
  const rows = RISKS.flatMap((arm) => {
    return inReach(arm)
      .filter(({ set }) => set === shown)
      .sort((a, b) => a.truth - b.truth)
      .map(({ truth, estimate, low, high }) => ({
        ...{ category: `true risk ${truth.toFixed(3)}`, panel: `in ${arm.domains} domains`, mean: estimate, low, high },
      }));
  });
  return intervalDots(tableOf(rows), {
    name: "twin-enhanced-rl/risk-estimates",
    caption:
      "The access points that a vehicle can reach from one place: how often an upload fails, estimated in the twin before one is " +
      "made. Ten domains without a failure leave a risk of .28 possible, a hundred one of .04 (Wilson's intervals).",
    columns: 2,
  });
}
