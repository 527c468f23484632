import { checkCount, shown } from "../random/index.ts";
import type { Environment } from "./environment.ts";
import { checkSpace } from "./space.ts";

/** Columns that tables of policies and of training have beside the metrics. */
const RESERVED = ["reward", "rewards", "seed", "policy", "__proto__"];

/** What an environment says of itself before it is played. */
export type Shape = Pick<Environment, "name" | "agents" | "observationSpace" | "actionSpace" | "metricNames"> & {
  /** slots after which an episode is cut; Infinity = never */
  readonly horizon: number;
};

/**
 * The check of what an environment says of itself: name, agents, spaces, horizon, names of its metrics.
 *
 * @throws TypeError without a name, RangeError for anything else; both say what is allowed
 */
export function checkShape({ name, agents, observationSpace, actionSpace, metricNames, horizon }: Shape): void {
  if (typeof name !== "string" || name === "")
    throw new TypeError(`environment: name = ${shown(name)}: must be text that is not empty. Give it a name.`);
  checkCount(agents, `${name}: agents`);
  checkSpace(observationSpace, `${name}: observationSpace`);
  checkSpace(actionSpace, `${name}: actionSpace`);
  if (actionSpace.kind === "box" && !Number.isFinite(actionSpace.high - actionSpace.low))
    throw new RangeError(`${name}: actionSpace from ${actionSpace.low} to ${actionSpace.high}: must be bounded`);
  if (horizon !== Infinity) checkCount(horizon, `${name}: horizon (Infinity = never cut)`);
  if (!Array.isArray(metricNames)) throw new RangeError(`${name}: metricNames = ${shown(metricNames)}: must be a list`);
  for (const [i, metric] of metricNames.entries()) {
    const fault =
      typeof metric !== "string" || metric === ""
        ? "must be text that is not empty"
        : RESERVED.includes(metric)
          ? `is taken: tables have ${RESERVED.slice(0, 4).join(", ")} of their own`
          : metricNames.indexOf(metric) === i
            ? undefined
            : "is there twice";
    if (fault !== undefined)
      throw new RangeError(`${name}: metricNames[${i}] = ${shown(metric)}: ${fault}. Name it otherwise.`);
  }
}
