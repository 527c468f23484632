import { mlpParameters, Parameters } from "../neural/index.ts";
import type { Rng } from "../random/index.ts";

/** Usual factor on the first weights of a policy's last layer (Andrychowicz et al. 2021). */
export const HEAD_SCALE = 0.01;

/**
 * First parameters of a policy's network whose outputs are near 0: actions start near the middle of their range, or all
 * about as likely.
 *
 * @param sizes and `streams` as `mlpParameters` takes them
 * @param headScale factor on the last layer; 1 leaves it as it is drawn
 */
export function nearZeroMlp(sizes: readonly number[], streams: readonly Rng[], headScale = HEAD_SCALE): Parameters {
  const network = mlpParameters(sizes, streams);
  const values = network.numbers();
  const [last, outputs] = sizes.slice(-2) as [number, number];
  const head = streams.length * (last + 1) * outputs;
  for (let i = values.length - head; i < values.length; i++) values[i] = headScale * values[i];
  network.dispose();
  return new Parameters(network.shapes, values);
}
