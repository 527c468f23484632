import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runGolden } from "../golden/runGolden.ts";
import { backendBuild } from "../neural/index.ts";
import { PAPERS } from "../papers/index.ts";
import { findRuns, ROOT, readResultsIndex, readRun } from "../records/index.ts";
import { goldenOf, Interrupted, type PlannedArm, paperNamed, recordOf, runTask, type Study } from "../study/index.ts";
import { type Attempt, textOf } from "./attempt.ts";
import type { Finding } from "./case.ts";
import { damagedVectors } from "./damagedVectors.ts";
import { DAMAGES, type Damage, EDITS } from "./damages.ts";
import { scratch } from "./places.ts";
import { SEEDS } from "./tasks.ts";

/** A file of the lab: where it lies in a prepared data folder, how it is read, what is done to it. */
interface Target {
  readonly name: string;
  readonly data: string;
  readonly path: string;
  readonly damages: Readonly<Record<string, Damage>>;
  /** whether what is lost is computed anew, which a line must tell that names the file */
  readonly isMadeAnew?: boolean;
  /** @returns what was read, or came of it, as text */
  read(): Promise<string> | string;
}

/**
 * Every kind of damage to every kind of file that the lab reads. A file must be refused by its name, or the result must
 * be what it is with the file whole, because the lab did without it.
 */
export async function attempts(): Promise<Attempt[]> {
  const { study } = paperNamed(PAPERS, "C");
  const arms = study.plan("smoke");
  const learner = arms.find(({ method }) => method === "dqn") as PlannedArm;
  const other = arms.find(({ method }) => method === "sac") as PlannedArm;
  const sharing = arms.find(({ method, setting }) => method === "dqn" && setting.includes("GRU")) as PlannedArm;
  const half = await stopped(study, learner);
  const foreign = readFileSync(join(await stopped(study, other), pathOf(study, other, "checkpoint.bin")));
  const finished = await done(study, learner);
  const committed = await published(study, learner);
  const shared = await done(study, sharing);
  const sharedFolder = join("runs", study.name, "shared");
  const key = recordOf(study, learner, SEEDS).key;
  const targets: Target[] = [
    {
      name: "checkpoint",
      data: half,
      path: pathOf(study, learner, "checkpoint.bin"),
      damages: { ...DAMAGES, "of another run": () => foreign },
      isMadeAnew: true,
      read: () => metricsOf(study, learner),
    },
    {
      name: "table of a run",
      data: finished,
      path: pathOf(study, learner, "metrics.csv"),
      damages: { ...DAMAGES, ...EDITS },
      isMadeAnew: true,
      read: () => tableOf(study, learner),
    },
    {
      name: "table of a run, by readRun",
      data: finished,
      path: pathOf(study, learner, "metrics.csv"),
      damages: { ...DAMAGES, ...EDITS },
      read: () => textOf(readRun(key).toRecords()),
    },
    {
      name: "manifest of a run",
      data: finished,
      path: pathOf(study, learner, "manifest.json"),
      damages: { ...DAMAGES, ...EDITS },
      read: async () => (await tableOf(study, learner)) + textOf(findRuns().getColumn("experiment").toArray()),
    },
    {
      name: "committed table",
      data: committed,
      path: join("results", study.name, `${key}.csv`),
      damages: { ...DAMAGES, ...EDITS },
      read: () => tableOf(study, learner),
    },
    {
      name: "index of committed tables",
      data: committed,
      path: join("results", study.name, "index.csv"),
      damages: { ...DAMAGES, ...EDITS },
      read: () => JSON.stringify(readResultsIndex(study.name)),
    },
    {
      name: "shared file",
      data: shared,
      path: join(sharedFolder, readdirSync(join(shared, sharedFolder)).find((name) => /\.bin$/.test(name)) ?? ""),
      damages: DAMAGES,
      isMadeAnew: true,
      read: () => {
        rmSync(recordOf(study, sharing, SEEDS).folder, { recursive: true });
        return metricsOf(study, sharing);
      },
    },
  ];
  return [...(await Promise.all(targets.map(attemptsOn))).flat(), ...(await ofVectors())];
}

async function attemptsOn(target: Target): Promise<Attempt[]> {
  const { name, data, path, damages, isMadeAnew = false, read } = target;
  const fresh = () => {
    const copy = scratch("damaged");
    cpSync(data, copy, { recursive: true });
    process.env.TWINLAB_DATA = copy;
    return join(copy, path);
  };
  let whole: Promise<string> | undefined;
  const wholeOf = () => {
    if (whole === undefined) {
      fresh();
      whole = Promise.resolve(read());
    }
    return whole;
  };
  const judged = (what: string, damage: (file: string) => void, isToTell = isMadeAnew): Attempt => ({
    name: `${name} ${what}`,
    names: [basename(path)],
    async act(): Promise<Finding> {
      const expected = await wholeOf();
      damage(fresh());
      const { value: found, said } = await heard(read);
      if (found !== expected) return { outcome: "silent", message: firstDifference(expected, found) };
      if (isToTell && !said.includes(basename(path))) return { outcome: "silent", message: "made anew without a word" };
      return { outcome: "equal", message: said.trim() };
    },
  });
  return [
    judged("as it was", () => {}, false),
    ...Object.entries(damages).map(([what, damage]) =>
      judged(what, (file) => writeFileSync(file, damage(readFileSync(file)))),
    ),
    judged("that is a folder", (file) => {
      rmSync(file);
      mkdirSync(file);
    }),
  ];
}

/** What some work gives, and what it prints on the error stream meanwhile. */
async function heard<T>(work: () => T | Promise<T>): Promise<{ value: T; said: string }> {
  const { write } = process.stderr;
  let said = "";
  process.stderr.write = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  try {
    const value = await work();
    return { value, said };
  } finally {
    process.stderr.write = write;
  }
}

/** A data folder with a run that was stopped half way. */
async function stopped(study: Study, arm: PlannedArm): Promise<string> {
  return prepared(async () => {
    let share = 0;
    const progress = (done: number) => {
      share = done;
    };
    await runTask(study, arm, SEEDS, { backend: await backendBuild(), progress, stop: () => share >= 0.5 }).catch(
      (error) => {
        if (!(error instanceof Interrupted)) throw error;
      },
    );
  });
}

/** A data folder with a finished run. */
function done(study: Study, arm: PlannedArm): Promise<string> {
  return prepared(async () => {
    await runTask(study, arm, SEEDS, { backend: await backendBuild() });
  });
}

/** A data folder with a committed table, and no run. */
function published(study: Study, arm: PlannedArm): Promise<string> {
  return prepared(async () => {
    await runTask(study, arm, SEEDS, { backend: await backendBuild() });
    const record = recordOf(study, arm, SEEDS);
    record.publish();
    rmSync(record.folder, { recursive: true });
  });
}

async function prepared(work: () => Promise<void>): Promise<string> {
  const data = scratch("prepared");
  process.env.TWINLAB_DATA = data;
  await work();
  return data;
}

function pathOf(study: Study, arm: PlannedArm, file: string): string {
  return join("runs", study.name, recordOf(study, arm, SEEDS).key, file);
}

/** The table's file of a run that goes on from what is there. */
async function metricsOf(study: Study, arm: PlannedArm): Promise<string> {
  await runTask(study, arm, SEEDS, { backend: await backendBuild() });
  return readFileSync(join(recordOf(study, arm, SEEDS).folder, "metrics.csv"), "utf8");
}

/** The table of an arm as a study reads it; one that is missing is computed. */
async function tableOf(study: Study, arm: PlannedArm): Promise<string> {
  const record = recordOf(study, arm, SEEDS);
  if (!record.isFinished) await runTask(study, arm, SEEDS, { backend: await backendBuild() });
  return textOf(record.table()?.toRecords());
}

/** Test vectors: damage must be an error or a failure that is counted. */
async function ofVectors(): Promise<Attempt[]> {
  const adapters = await goldenOf(PAPERS);
  const [first] = readdirSync(join(ROOT, "data/golden")).filter((name) => /^[A-Z]\.json$/.test(name));
  const vectors = readFileSync(join(ROOT, "data/golden", first), "utf8");
  return Object.entries(damagedVectors).map(([what, damage]) => ({
    name: `test vectors ${what}`,
    names: [first],
    act: (): Finding => {
      const folder = scratch("vectors");
      writeFileSync(join(folder, first), damage(vectors));
      const { passed, failures } = runGolden(folder, adapters);
      const told = `${passed} passed, ${failures.length} failed`;
      if (what === "as they are") return { outcome: failures.length === 0 ? "equal" : "unsound", message: told };
      return failures.length > 0 ? { outcome: "refused", message: failures[0] } : { outcome: "silent", message: told };
    },
  }));
}

function firstDifference(expected: string, found: string): string {
  const [a, b] = [expected.split("\n"), found.split("\n")];
  const at = a.findIndex((line, i) => line !== b[i]);
  return `${b.length} lines for ${a.length}; line ${at}: ${b[at]?.slice(0, 60)} for ${a[at]?.slice(0, 60)}`;
}
