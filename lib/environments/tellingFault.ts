import type { Environment, Observation } from "./environment.ts";
import { choices, type Space, width } from "./space.ts";

type Sizes = Pick<Environment, "rows" | "agents" | "observationSpace" | "actionSpace">;

/**
 * What is wrong with what agents tell each other by some actions; undefined where nothing is, or nobody tells anything.
 * The observation is left as it is.
 */
export function tellingFault(
  { rows, agents, observationSpace, actionSpace }: Sizes,
  { values, mask, tell }: Observation,
  actions: Float32Array | Int32Array,
): string | undefined {
  if (tell === undefined) return undefined;
  const seen = { values: values.slice(), ...(mask && { mask: mask.slice() }) };
  const parts = [
    { name: "values", numbers: seen.values, size: width(observationSpace), space: observationSpace },
    ...(seen.mask ? [{ name: "mask", numbers: seen.mask, size: choices(actionSpace), space: BITS }] : []),
  ];
  for (let agent = 0; agent < agents; agent++) {
    const before = parts.map(({ numbers }) => numbers.slice());
    tell(agent, actions, seen);
    const once = parts.map(({ numbers }) => numbers.slice());
    tell(agent, actions, seen);
    for (const [part, { name, numbers, size, space }] of parts.entries()) {
      const [low, high] = boundsOf(space);
      for (let i = 0; i < rows * agents * size; i++) {
        const listener = Math.floor(i / size) % agents;
        const told = `what agent ${agent} tells makes ${name}[${i}]`;
        if (listener <= agent && numbers[i] !== before[part][i])
          return `${told} of agent ${listener} ${numbers[i]}; write to later agents only`;
        if (!(numbers[i] >= low && numbers[i] <= high)) return `${told} = ${numbers[i]}, outside ${low} .. ${high}`;
        if (numbers[i] !== once[part][i]) return `${told} another number when it is told again; write, do not add`;
      }
    }
  }
  return undefined;
}

const BITS: Space = { kind: "multiBinary", size: 1 };

function boundsOf(space: Space): readonly [low: number, high: number] {
  if (space.kind === "box") return [space.low, space.high];
  return [0, space.kind === "discrete" ? space.n - 1 : 1];
}
