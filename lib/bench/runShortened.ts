import { type Arm, type PlannedArm, type RunContext, SEEDS, type Study } from "../study/index.ts";
import { withFields } from "../study/withFields.ts";

/** Keeps nothing of a run. */
const NOTHING_KEPT: RunContext = {
  record() {},
  resume: () => 0,
  async checkpoint() {},
  progress() {},
  seconds: {},
};

/** Runs an arm of the paper profile with changes to its configuration, by field or, in a part of it, by dotted path. */
export function runShortened(
  study: Study,
  arm: Arm,
  changes: Readonly<Record<string, unknown>>,
  seeds: readonly number[] = SEEDS.five,
): Promise<void> {
  const { configuration } = withFields(study, planned(study, arm), changes);
  return study.run(configuration, seeds, { ...NOTHING_KEPT, seconds: {} });
}

/** The configuration of an arm of the paper profile. */
export function plannedConfiguration(study: Study, arm: Arm): object {
  return planned(study, arm).configuration as object;
}

function planned(study: Study, { method, setting }: Arm): PlannedArm {
  const found = study.plan("paper").find((arm) => arm.method === method && arm.setting === setting);
  if (found === undefined) throw new Error(`${study.name} does not run ${method} in ${setting}.`);
  return found;
}
