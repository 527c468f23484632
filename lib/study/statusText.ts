import type { DataFrame } from "nodejs-polars";
import { duration } from "../notebook/progress.ts";
import { mean } from "../statistics/index.ts";
import { RUN_STATES, type RunStatus } from "./runStatus.ts";
import { tableOf } from "./tableOf.ts";

/** How many runs are in each state, a row a study, or a row an arm of one study, and the time left. */
export function statusTable(runs: readonly RunStatus[], by: "study" | "arm"): DataFrame {
  const groupOf = ({ experiment, method, setting }: RunStatus) =>
    by === "study" ? { experiment } : { method, setting };
  const groups = Map.groupBy(runs, (run) => JSON.stringify(groupOf(run)));
  return tableOf(
    [...groups.values()].map((own) => {
      const counts = RUN_STATES.map((state) => [state, own.filter((run) => run.state === state).length] as const);
      const left = secondsLeft(own);
      return { ...groupOf(own[0]), ...Object.fromEntries(counts), left: left === undefined ? "" : duration(left) };
    }),
  );
}

/**
 * The time until all that run or wait have run, s: the mean time of those that ran, of the same arm where there are any,
 * shared by as many as run now. Undefined where nothing runs, or nothing has run.
 */
export function secondsLeft(runs: readonly RunStatus[]): number | undefined {
  const took = (own: readonly RunStatus[]) =>
    own.flatMap(({ state, seconds }) => (state === "ran" && seconds !== undefined ? [seconds] : []));
  const all = took(runs);
  const running = runs.filter(({ state }) => state === "running");
  if (all.length === 0 || running.length === 0) return undefined;
  const byArm = Map.groupBy(runs, armOf);
  const whole = (run: RunStatus) => {
    const own = took(byArm.get(armOf(run)) ?? []);
    return mean(own.length > 0 ? own : all);
  };
  const waiting = runs.filter(({ state }) => state === "waiting").map(whole);
  const rest = running.map((run) => Math.max(whole(run) - (run.seconds ?? 0), 0));
  const total = [...waiting, ...rest].reduce((sum, s) => sum + s, 0);
  return Math.max(total / running.length, ...rest);
}

function armOf({ method, setting }: RunStatus): string {
  return `${method}\n${setting}`;
}

/** A line for each run that failed: which, and why. */
export function failureLines(runs: readonly RunStatus[]): string[] {
  return runs
    .filter(({ state }) => state === "failed")
    .map(({ method, setting, seeds, reason }) => `${method}, ${setting}, seeds ${seeds.join(" ")} failed: ${reason}`);
}
