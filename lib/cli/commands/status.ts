import { show } from "../../figures/index.ts";
import { PAPERS } from "../../papers/index.ts";
import { failureLines, runStatus, statusTable } from "../../study/index.ts";
import { readOptions } from "../options.ts";
import { STUDIES } from "../studies.ts";

/** Says of the runs on this machine's disk and in Slurm's queue what ran, runs, waits, was stopped and failed. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const [name] = positionals;
  const experiment = PAPERS.find(({ letter, study }) => letter === name || study.name === name)?.study.name ?? name;
  const versions = new Map(STUDIES.map((one) => [one.name, one.version]));
  const all = await runStatus(experiment);
  const runs = all.filter(({ experiment, version }) => (versions.get(experiment) ?? version) === version);
  if (values.json) console.log(JSON.stringify(runs));
  else if (runs.length === 0)
    console.log(`no run${experiment === undefined ? "" : ` of ${experiment}`} was begun here`);
  else {
    await show(statusTable(runs, experiment === undefined ? "study" : "arm"));
    for (const line of failureLines(runs)) console.log(line);
  }
  return 0;
}
