import type { DataFrame } from "nodejs-polars";
import { MISLED, NETWORKS } from "./settings.ts";
import { robustnessTable, tiltLearners, tiltPolicies } from "./tables.ts";

/** What the command line prints of paper A. */
export function summary(results: DataFrame): Readonly<Record<string, DataFrame>> {
  return {
    "What tilts without learning reach (sum rate of a transition; delay of a physical one)": tiltPolicies(results),
    "What the learners reach on exact positions": tiltLearners(results),
    [`The final policies where what they see is wrong by up to ${MISLED} of the radius`]: robustnessTable(
      results,
      NETWORKS,
      MISLED,
    ),
  };
}
