import pl from "nodejs-polars";
import { type Figure, lineWithBand } from "../figures/index.ts";
import type { SeedsTime } from "./training.ts";

/** Wall time against the number of seeds, ours and the peer's. */
export function timeBySeeds(times: readonly SeedsTime[]): Figure {
  const rows = times.flatMap(({ seeds, ours_s, peer_s }) =>
    [
      { method: "twinlab", s: ours_s },
      { method: "PyTorch", s: peer_s },
    ].map(({ method, s }) => ({ method, seeds, mean: s, low: s, high: s })),
  );
  return lineWithBand(pl.readRecords(rows), {
    name: "bench/time-by-seeds",
    caption:
      "Training paper C's GRU + SAC, 500 steps a seed, two processes of one thread: five seeds share the cost of one, and " +
      "ten run on two cores in the time of five.",
    x: "seeds",
    xTitle: "Number of seeds",
    yTitle: "Wall time (s)",
  });
}
