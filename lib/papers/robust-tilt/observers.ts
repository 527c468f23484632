import type { PpoLearner } from "../../agents/index.ts";
import { worstCounts } from "./model/misledTilts.ts";
import type { RobustTilt } from "./model/robustTilt.ts";
import { possibleCounts, sectorCounts } from "./model/sectorCounts.ts";

/** A learner that is shown zeros in place of positions: when it acts, when it learns, and when it is attacked; no box is its. */
export function blinded(learner: PpoLearner): PpoLearner {
  const nothing = (values: Float32Array) => new Float32Array(values.length);
  const { policy, mean } = learner;
  return {
    ...through(learner),
    policy: {
      act: (seen, out, mode) => policy.act({ ...seen, values: nothing(seen.values) }, out, mode),
      forget: (rows) => policy.forget(rows),
    },
    mean: {
      means: (observations) => mean.means(nothing(observations)),
      slopes: nothing,
      bounds: (observations) => mean.bounds(nothing(observations), 0),
      tightBounds: (observations) => mean.tightBounds(nothing(observations), 0),
      dispose: () => mean.dispose(),
    },
    diagnostics() {
      const { boundWidth, ...diagnostics } = learner.diagnostics();
      return { ...diagnostics, ...(boundWidth && { boundWidth: boundWidth.fill(0) }) };
    },
    observe(seen, actions, step) {
      const final = { ...step.final, values: nothing(step.final.values) };
      const unseen = { ...step, values: nothing(step.values), final };
      learner.observe({ ...seen, values: nothing(seen.values) }, actions, unseen);
    },
  };
}

/** A learner whose observations all get a box: the whole one, or as much of it as the epoch's share is not physical. */
export function boxedAlways(learner: PpoLearner, environment: RobustTilt, boxed: "all" | "by share"): PpoLearner {
  const copies = environment.rows / environment.seeds.length;
  const exactness = (row: number) => (boxed === "all" ? 0 : environment.physicalShare(Math.floor(row / copies)));
  return {
    ...through(learner),
    observe(seen, actions, step) {
      const physical = Float64Array.from(step.rewards, (_, row) => exactness(row));
      learner.observe(seen, actions, { ...step, metrics: { ...step.metrics, physical } });
    },
  };
}

/**
 * A learner of counts whose observations all get a box that is sound: as wide as the count of any sector can change where
 * coordinates are wrong by up to `errorM`.
 */
export function boxedByCounts(learner: PpoLearner, environment: RobustTilt, errorM: number): PpoLearner {
  const { configuration, rows } = environment;
  const { users } = configuration;
  const exactness = new Float64Array(rows);
  const { policy } = learner;
  return {
    ...through(learner),
    policy: {
      act(seen, out, mode) {
        if (mode === "explore") {
          for (let row = 0; row < rows; row++) {
            const reported = environment.reported.subarray(row * 2 * users, (row + 1) * 2 * users);
            const counts = sectorCounts(reported, configuration);
            const changes = possibleCounts(reported, errorM, configuration).flatMap((possible) =>
              possible.map((count, c) => Math.abs(count - counts[c])),
            );
            exactness[row] = 1 - Math.max(...changes) / users;
          }
        }
        return policy.act(seen, out, mode);
      },
      forget: (rows) => policy.forget(rows),
    },
    observe(seen, actions, step) {
      learner.observe(seen, actions, { ...step, metrics: { ...step.metrics, physical: exactness.slice() } });
    },
  };
}

/**
 * A learner of counts that trains under attack: in a share kappa of the trajectories it sees, and learns from, the worst
 * counts that errors of up to `radius` can bring about, found anew for the policy as it is. The loss is then that of A (16),
 * with samples of the worst case in place of a bound on their density.
 */
export function attackedByCounts(
  learner: PpoLearner,
  environment: RobustTilt,
  { radius, kappa }: { readonly radius: number; readonly kappa: number },
): PpoLearner {
  const { rows, sectors } = environment;
  const copies = rows / environment.seeds.length;
  const worst = worstCounts(environment, learner.mean, radius);
  const { policy } = learner;
  let shown = new Float32Array(0);
  return {
    ...through(learner),
    policy: {
      act(seen, out, mode) {
        if (mode === "exploit") return policy.act(seen, out, mode);
        const attacked = worst();
        shown = seen.values.map((share, i) =>
          Math.floor(i / sectors) % copies < kappa * copies ? attacked[i] : share,
        );
        return policy.act({ ...seen, values: shown }, out, mode);
      },
      forget: (gone) => policy.forget(gone),
    },
    observe: (seen, actions, step) => learner.observe({ ...seen, values: shown }, actions, step),
  };
}

/** A learner by way of another, to change what it observes. */
function through(learner: PpoLearner): PpoLearner {
  return {
    policy: learner.policy,
    mean: learner.mean,
    observe: (...slot) => learner.observe(...slot),
    update: () => learner.update(),
    diagnostics: () => learner.diagnostics(),
    snapshot: () => learner.snapshot(),
    restore: (snapshot) => learner.restore(snapshot),
    dispose: () => learner.dispose(),
  };
}
