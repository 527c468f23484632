import type { Predictor } from "./predictor.ts";

/** The twin stays where it was last: the predictor of a system that does not predict. */
export function holdLast(): Predictor {
  return {
    predict(history, out, rows) {
      const width = out.length / rows;
      const window = history.length / out.length;
      for (let row = 0; row < rows; row++) {
        const last = (row * window + window - 1) * width;
        out.set(history.subarray(last, last + width), row * width);
      }
    },
  };
}
