import type { Experiment } from "../../study/experiment.ts";
import { claims } from "./claims.ts";
import { runCurves } from "./curveRuns.ts";
import { figures } from "./figures.ts";
import { IDENTITY } from "./identity.ts";
import { plan } from "./plan.ts";
import { type Run, schema } from "./schema.ts";
import { runServing } from "./servingRuns.ts";
import { summary } from "./summary.ts";

/** Paper D: image models that are retrained at base stations, on two timescales or one, with a twin or without. */
export const edgeRetraining: Experiment<Run> = {
  name: IDENTITY.experiment,
  title: "Inference and retraining at the edge on two timescales (paper D)",
  module: import.meta.url,
  version: IDENTITY.version,
  schema,
  needsNative: true, // image models
  plan,
  async run(configuration, seeds, context) {
    if (configuration.method === "retraining") return runCurves(configuration, seeds, context);
    return runServing(configuration, seeds, context);
  },
  figures,
  summary,
  claims,
};
