import { shown } from "../random/index.ts";
import type { Environment } from "./environment.ts";
import { type Space, width } from "./space.ts";

/** Share of a box's bounds by which an action may lie outside: single precision rounds by a tenth of it. */
const ROUNDING = 1e-6;

/**
 * The check of actions: as many as the rows and agents of an environment take, each of its space. A mask is not looked
 * at: what it forbids is the environment's to ignore.
 *
 * @param actions [row, agent] indices of a discrete space, [row, agent, size] otherwise
 * @throws RangeError that names row, agent, value and what is allowed
 */
export function checkActions(
  environment: Pick<Environment, "name" | "rows" | "agents" | "actionSpace">,
  actions: Float32Array | Int32Array,
): void {
  const { name, rows, agents, actionSpace: space } = environment;
  if (
    !ArrayBuffer.isView(actions) ||
    typeof actions[0] === "bigint" ||
    actions.length !== rows * agents * width(space)
  ) {
    throw new RangeError(
      `${name}.step: actions = ${described(actions)}: must be ${space.kind === "box" ? "a Float32Array" : "an Int32Array"} ` +
        `of ${rows} rows x ${agents} agents x ${width(space)} = ${rows * agents * width(space)} numbers. ` +
        "Take emptyActions(environment) and fill it.",
    );
  }
  const wrong = firstOutside(space, actions);
  if (wrong === -1) return;
  const agent = Math.floor(wrong / width(space));
  throw new RangeError(
    `${name}.step: actions[${wrong}] = ${shown(actions[wrong])} (row ${Math.floor(agent / agents)}, agent ` +
      `${agent % agents}): ${allowed(space)}. Change the policy, or clip what it gives.`,
  );
}

/** Index of the first number that is not of the space, -1 = none. */
function firstOutside(space: Space, actions: Float32Array | Int32Array): number {
  if (space.kind === "box") {
    const { low, high } = space;
    const margin = ROUNDING * Math.max(Math.abs(low), Math.abs(high));
    for (let i = 0; i < actions.length; i++) if (!(actions[i] >= low - margin && actions[i] <= high + margin)) return i;
    return -1;
  }
  const n = space.kind === "discrete" ? space.n : 2;
  for (let i = 0; i < actions.length; i++) if (actions[i] >>> 0 !== actions[i] || actions[i] >= n) return i;
  return -1;
}

function allowed(space: Space): string {
  if (space.kind === "box") return `must be a number from ${space.low} to ${space.high}`;
  if (space.kind === "multiBinary") return "must be 0 or 1";
  return `must be a whole number from 0 to ${space.n - 1}`;
}

function described(actions: unknown): string {
  const { length } = Object(actions) as { readonly length?: unknown };
  const kind = Object.prototype.toString.call(actions).slice(8, -1);
  return typeof length === "number" ? `${kind} of length ${length}` : shown(actions);
}
