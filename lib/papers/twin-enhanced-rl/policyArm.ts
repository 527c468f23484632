import type { z } from "zod";
import type { Arm } from "../../study/index.ts";
import type { flightPolicyRunSchema } from "./policyRuns.ts";
import type { roadPolicyRunSchema } from "./roadPolicyRuns.ts";

export type PolicyOptions = z.input<typeof roadPolicyRunSchema> | z.input<typeof flightPolicyRunSchema>;

/** Policies that need no learning, on a road or in an area. */
export interface PolicyArm extends Arm {
  readonly method: PolicyOptions["method"];
  readonly configuration: PolicyOptions;
}

/** Policies without learning, as an arm. */
export function unlearned(setting: string, configuration: PolicyOptions): PolicyArm {
  return { method: configuration.method, setting, configuration };
}
