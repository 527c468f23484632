import { dbToLinear } from "../../../radio/index.ts";
import { type Rng, rngFrom } from "../../../random/index.ts";

/** An access point beside the road. */
export interface AccessPoint {
  /** edges of its coverage along the road, inclusive */
  readonly startM: number;
  readonly endM: number;
  readonly rateMbps: number;
  readonly cost: number;
  /** probability that something stands in the way of an upload; 0 if absent */
  readonly blockage?: number;
}

/** An upload of a vehicle that drives along +x. */
export interface Upload {
  readonly speedMps: number;
  readonly dataMbit: number;
  readonly deadlineS: number;
  /** reward of a success, and the price of a second and of a unit of cost */
  readonly successReward: number;
  readonly latencyWeight: number;
  readonly costWeight: number;
  /** what a failed upload is charged for */
  readonly failurePays: FailurePays;
}

/** What a failed upload may be charged for: the deadline as its latency, the cost of its access point. */
export const FAILURE_PAYS = ["deadline and cost", "deadline", "cost", "nothing"] as const;
export type FailurePays = (typeof FAILURE_PAYS)[number];

export interface UploadResult {
  readonly success: boolean;
  /** waiting and sending, s; the deadline where it fails */
  readonly latencyS: number;
  readonly reward: number;
}

/**
 * An upload through one access point from position x: it starts at once inside the coverage, else on entering it. It
 * fails past the coverage, on leaving it, after the deadline, or blocked, and is then as late as the deadline.
 */
export function upload(
  x: number,
  { startM, endM, rateMbps, cost }: AccessPoint,
  task: Upload,
  isBlocked = false,
): UploadResult {
  const needed = Math.max(0, startM - x) / task.speedMps + task.dataMbit / rateMbps;
  const success = !isBlocked && x <= endM && x + task.speedMps * needed <= endM && needed <= task.deadlineS;
  const latencyS = success ? needed : task.deadlineS;
  const late = success || task.failurePays.startsWith("deadline") ? task.latencyWeight * latencyS : 0;
  const paid = success || task.failurePays.endsWith("cost") ? task.costWeight * cost : 0;
  return { success, latencyS, reward: (success ? task.successReward : 0) - late - paid };
}

/** Probability that an upload fails, and its mean reward, over blockage. */
export function uploadOdds(x: number, point: AccessPoint, task: Upload): { failure: number; reward: number } {
  const { blockage = 0 } = point;
  const [free, blocked] = [false, true].map((isBlocked) => upload(x, point, task, isBlocked));
  const failure = free.success ? blockage : 1;
  return { failure, reward: blockage === 0 ? free.reward : (1 - blockage) * free.reward + blockage * blocked.reward };
}

/**
 * Kinds of access points, chosen: wide and dear, narrow and fast, and between; the number of each along a section of
 * the road, and how exposed to blockage it is: the higher the carrier, the easier something stands in its way.
 */
export const ACCESS_POINT_KINDS = {
  macro: { count: 2, coverageM: 700, rateMbps: 8, cost: 12, exposure: 0.02 },
  "road-side unit": { count: 4, coverageM: 250, rateMbps: 12, cost: 6, exposure: 0.3 },
  "small cell": { count: 4, coverageM: 90, rateMbps: 40, cost: 3, exposure: 1 },
} as const;

/** Spread of rates and costs to either side, and of an access point's place in parts of the spacing of its kind. */
const SPREAD = 0.2;
const PLACE_SPREAD = 0.4;

/**
 * The access points of a road, section by section, as a seed places them. Coverage ends with the section.
 *
 * @param blockage the largest probability that an upload is blocked; uniform up to it, times the kind's exposure
 */
export function drawRoad(seed: number, sections: number, sectionM: number, blockage = 0): AccessPoint[][] {
  const rng = rngFrom(seed, "road");
  const chance = rngFrom(seed, "blockage");
  const within = (spread: number) => spread * (2 * rng.uniform() - 1);
  return Array.from({ length: sections }, (_, section) => {
    const [from, to] = [section * sectionM, (section + 1) * sectionM];
    const points = Object.values(ACCESS_POINT_KINDS).flatMap(({ count, coverageM, rateMbps, cost, exposure }) =>
      Array.from({ length: count }, (_, i): AccessPoint => {
        const center = from + (i + 0.5 + within(PLACE_SPREAD)) * (sectionM / count);
        return {
          startM: Math.max(from, center - coverageM / 2),
          endM: Math.min(to, center + coverageM / 2),
          rateMbps: rateMbps * (1 + within(SPREAD)),
          cost: cost * (1 + within(SPREAD)),
          ...(blockage > 0 && { blockage: blockage * exposure * chance.uniform() }),
        };
      }),
    );
    return shuffled(points, rng);
  });
}

export interface RoadErrors {
  /** standard deviation of each edge of a coverage, m */
  readonly edgeErrorM: number;
  /** standard deviation of a rate's factor, dB */
  readonly rateErrorDb: number;
}

/** An access point as a twin believes it to be: edges and rate are off by `share` of errors drawn from `rng`. */
export function misjudged(point: AccessPoint, errors: RoadErrors, rng: Rng, share = 1): AccessPoint {
  const startM = point.startM + share * errors.edgeErrorM * rng.normal();
  const endM = point.endM + share * errors.edgeErrorM * rng.normal();
  const rateMbps = point.rateMbps * dbToLinear(share * errors.rateErrorDb * rng.normal());
  return { ...point, startM, endM, rateMbps };
}

function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
