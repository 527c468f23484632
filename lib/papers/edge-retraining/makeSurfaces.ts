import { selectBackend } from "../../neural/index.ts";
import { configureEdgeRetraining } from "./model/edgeRetrainingConfiguration.ts";
import { keepSurfaces, type SurfaceOptions } from "./model/surfaces.ts";
import type { ServingRun } from "./servingRuns.ts";
import { SCHEMES, type Scheme } from "./settings.ts";
import { study } from "./study.ts";

// Trains the networks that the episodes of the paper profile draw from, and keeps their confusions in data/surfaces:
// node lib/papers/edge-retraining/makeSurfaces.ts 0 1 2
const seeds = process.argv.slice(2).map(Number);
if (seeds.length === 0 || !seeds.every(Number.isInteger)) throw new Error("Give the seeds: makeSurfaces.ts 0 1 2");
await selectBackend();
const asked = study
  .plan("paper")
  .map(({ configuration }) => configuration as ServingRun)
  .filter((run) => run.models === "surfaces")
  .map(({ method, network, images }): SurfaceOptions => {
    const { network: changes }: Scheme = SCHEMES[method];
    return { network: configureEdgeRetraining({ ...network, ...changes }), images };
  });
for (const seed of seeds) {
  const start = performance.now();
  keepSurfaces(seed, asked);
  console.log(`seed ${seed}: ${((performance.now() - start) / 60_000).toFixed(1)} minutes`);
}
