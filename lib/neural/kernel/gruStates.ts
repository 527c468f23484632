import type { Make } from "./make.ts";

interface Sequences {
  readonly slots: number;
}

/** Inputs x [replica, slot x row, input] and four kernels; gives states, gates, candidates and gated states. */
export const gruStates: Make<Sequences> = (backend, inputs, { slots }) => {
  const [replicas, all, input] = inputs[0].shape;
  const hidden = inputs[4].shape[1];
  const widths = [hidden, 2 * hidden, hidden, hidden];
  const made = widths.map((width) => backend.output([replicas, all, width]));
  backend.emit(
    "gruForward",
    made.map(({ buffer }) => buffer),
    inputs.map((x) => backend.buffer(x)),
    [replicas, slots, all / slots, input, hidden],
  );
  return made.map(({ info }) => info);
};

/** Inputs x, the two kernels of the state, gates, candidates, gated states, states and their gradient. */
export const gruGradients: Make<Sequences> = (backend, inputs, { slots }) => {
  const [replicas, all, input] = inputs[0].shape;
  const hidden = inputs[2].shape[1];
  const shapes = [
    [input, 2 * hidden],
    [hidden, 2 * hidden],
    [input, hidden],
    [hidden, hidden],
  ];
  const made = shapes.map((shape) => backend.output([replicas, ...shape]));
  backend.withScratch(all * 3 * hidden + (all / slots) * 2 * hidden + 3 * hidden * hidden, (scratch) =>
    backend.emit(
      "gruBackward",
      [...made.map(({ buffer }) => buffer), scratch],
      inputs.map((x) => backend.buffer(x)),
      [replicas, slots, all / slots, input, hidden],
    ),
  );
  return made.map(({ info }) => info);
};
