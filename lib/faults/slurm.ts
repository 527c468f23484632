import { setTimeout as sleep } from "node:timers/promises";
import {
  type Ended,
  faultOfMessage,
  isRunning,
  lastLines,
  type Running,
  startTwinlab,
  twinlab,
  until,
} from "./commands.ts";
import { differences, filesUnder, scratch, tablesOf } from "./places.ts";
import { SlurmCluster } from "./slurmCluster.ts";
import { missingPrograms } from "./slurmPrograms.ts";

/** Forty jobs: twenty cells of paper C's DQN, ten seeds each; some seconds a job. */
const SWEEP = [
  ...["sweep", "C", "--setting", "as printed", "--method", "dqn", "--profile", "smoke", "--seeds", "0..9", "--json"],
  ...["--set", "predictor=closed form", "--set", "epochs=100"],
  ...["--over", "learner.criticLearningRate=1e-4,3e-4,1e-3,3e-3", "--over", "learner.discount=0.5..0.9:5"],
];
const JOBS = 40;
const ON_SLURM = [...SWEEP, "--on", "slurm", "--partition", "lab", "--time", "30", "--array-width", "2"];
/** Seconds that anything may take before it counts as hanging. */
const PATIENCE = 900;

/** Runs the sweep here and on a Slurm of this machine's own, where tasks, the node and the command are killed; compares. */
async function main(): Promise<number> {
  const missing = missingPrograms();
  if (missing !== undefined) throw new Error(missing);
  const [local, data] = [scratch("local"), scratch("slurm-data")];
  const cluster = new SlurmCluster();
  try {
    await cluster.start();
    tell(`a controller and a node: ${cluster.nodeState()}`);
    const expected = await twinlab([...SWEEP, "--workers", "2"], local, { seconds: PATIENCE });
    if (expected.code !== 0) throw new Error(`the local sweep fails: ${lastLines(expected.err)}`);
    tell(`in processes of this machine: ${lastLines(expected.err, 1)}`);
    return await compare(expected, local, data, cluster);
  } finally {
    cluster.stop();
    tell("all daemons ended");
  }
}

async function compare(expected: Ended, local: string, data: string, cluster: SlurmCluster): Promise<number> {
  const options = { env: cluster.environment, seconds: PATIENCE };
  const finished = () => filesUnder(data, "metrics.csv").length;
  const arrays = () => filesUnder(data, "array.json").length;
  const first = startTwinlab(ON_SLURM, data, options);
  await needed(first, () => finished() >= 4, "four runs finish");
  await killTask(cluster);
  await warnTask(cluster, data);
  await needed(first, () => finished() >= 12, "twelve runs finish");
  await cutNode(cluster, first);
  await needed(first, () => finished() >= 20, "twenty runs finish, with the node back");
  first.signal("SIGINT");
  const left = await first.ended;
  tell(`Ctrl-C: ${lastLines(left.err, 1)}`);
  if (left.code === 0 || faultOfMessage(left) !== undefined) throw new Error("the interrupted command does not say so");
  tell(`status:\n${(await twinlab(["status", "C"], data, options)).out}`);
  const second = startTwinlab(ON_SLURM, data, options);
  await needed(second, () => finished() >= 26, "the same command again, and twenty-six runs finish");
  await killTask(cluster);
  const partly = await second.ended;
  tell(
    `it ends with code ${partly.code}, ${arrays()} arrays so far: ${partly.err.slice(partly.err.indexOf("twinlab:")).trim()}`,
  );
  if (partly.code === 0 || faultOfMessage(partly) !== undefined) throw new Error("the killed task is not told");
  tell(`status:\n${(await twinlab(["status"], data, options)).out}`);
  const third = await twinlab(ON_SLURM, data, options);
  tell(`a third time, ${arrays()} arrays: code ${third.code}: ${lastLines(third.err, 1)}`);
  if (third.code !== 0) throw new Error(lastLines(third.err));
  const [here, there] = [tablesOf(local), tablesOf(data)];
  const different = differences(here, there);
  const remains = [...filesUnder(data, "checkpoint.bin"), ...filesUnder(data, ".tmp")];
  tell(`${there.size} tables, ${different.length} differ from the local ones; left behind: ${remains.length}`);
  tell(`the printed cells are ${third.out === expected.out ? "the same" : "others"}`);
  return here.size === JOBS && different.length === 0 && remains.length === 0 && third.out === expected.out ? 0 : 1;
}

/** SIGKILL to a task, as by a machine short of memory. */
async function killTask(cluster: SlurmCluster): Promise<void> {
  const task = await until(() => cluster.tasks().find(({ command }) => command.includes("arrayTask")), PATIENCE);
  if (task === undefined) throw new Error("no task runs");
  process.kill(task.pid, "SIGKILL");
  tell(`SIGKILL to task ${task.command.trim().split(" ").at(-1)}`);
}

/** SIGTERM to a task, as by Slurm when its time is over: it must end soon, at a checkpoint. */
async function warnTask(cluster: SlurmCluster, data: string): Promise<void> {
  await sleep(4000);
  const running = () =>
    cluster.ask("squeue", "--noheader", "--array", "--states=RUNNING", "--format=%F_%K").split("\n")[0];
  const id = await until(running, PATIENCE);
  if (id === undefined) throw new Error("no task runs");
  cluster.ask("scancel", "--batch", "--signal=TERM", id);
  const saved = await until(() => filesUnder(data, "checkpoint.bin").length > 0, 30);
  tell(`SIGTERM to ${id}: ${saved ? "a checkpoint is written" : "no checkpoint is seen"}`);
  if (!saved) throw new Error("a task that is told of its end writes no checkpoint");
}

/** The node's daemon and its tasks are gone at once; the controller notices, and the node comes back. */
async function cutNode(cluster: SlurmCluster, command: Running): Promise<void> {
  cluster.cutNode();
  await sleep(1000);
  if (cluster.tasks().some(({ pid }) => isRunning(pid))) throw new Error("tasks go on without their node");
  tell("SIGKILL to the node's daemon and its tasks");
  await needed(command, () => cluster.nodeState().startsWith("down"), "the controller calls the node down");
  const queue = cluster.ask("squeue", "--noheader", "--array", "--format=%K %T %r").split("\n");
  const again = queue.filter((line) => /BeginTime|NodeFail/.test(line)).map((line) => line.split(" ")[0]);
  tell(`the node is ${cluster.nodeState()}; Slurm has queued tasks ${again.join(", ")} again`);
  await cluster.startNode();
  tell(`the node is ${cluster.nodeState()} again`);
}

/** Waits for something while a command runs; an error where the command ends before, or it does not come. */
async function needed(command: Running, look: () => boolean, what: string): Promise<void> {
  let ended: Ended | undefined;
  command.ended.then((end) => {
    ended = end;
  });
  await until(() => ended !== undefined || look(), PATIENCE);
  if (ended !== undefined) throw new Error(`the command ends before ${what}: ${lastLines(ended.err)}`);
  if (!look()) throw new Error(`not within ${PATIENCE} s: ${what}`);
  tell(what);
}

const begin = Date.now();

/** Prints a line with the seconds since the beginning. */
function tell(line: string): void {
  console.log(`${((Date.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line}`);
}

process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
main().then(
  (code) => {
    tell(code === 0 ? "everything is equal" : "NOT EQUAL");
    process.exit(code);
  },
  (error: unknown) => {
    console.error(`test:slurm: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
