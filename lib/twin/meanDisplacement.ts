import { keepInside, type RandomWalk } from "../mobility/index.ts";
import type { Predictor } from "./predictor.ts";

/**
 * Adds each user's true mean displacement and stays within the area: the best that can be said of a random walk from
 * its last position, border effects apart. The yardstick for learned predictors.
 */
export function meanDisplacement(walk: RandomWalk): Predictor {
  const means: Float64Array[] = [];
  return {
    predict(history, out, rows) {
      const width = out.length / rows;
      const window = history.length / out.length;
      for (let row = 0; row < rows; row++) {
        const mean = means[row] ?? walk.meanDisplacement(row);
        means[row] = mean;
        const last = (row * window + window - 1) * width;
        for (let i = 0; i < width; i += 2) {
          const x = history[last + i];
          const y = history[last + i + 1];
          const to = row * width + i;
          out[to] = x + mean[i];
          out[to + 1] = y + mean[i + 1];
          keepInside(walk.area, out, to, x, y);
        }
      }
    },
  };
}
