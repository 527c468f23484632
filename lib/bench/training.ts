import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { median } from "../statistics/index.ts";
import { PEER_PYTHON, requirePeer } from "./peer.ts";
import type { TrainingBlock } from "./trainingBlock.ts";

/** Medians of the race, and every repetition. */
export interface TrainingRace {
  /** Our steps per second over a peer's. */
  readonly ours_over_pytorch: number;
  readonly ours_over_jax: number;
  /** Environment steps of all seeds per second, environment, twin, acting and updates included. */
  readonly ours_steps_per_s: number;
  readonly pytorch_steps_per_s: number;
  readonly jax_steps_per_s: number;
  /** What JAX compiles for before its time starts. */
  readonly jax_compile_s: number;
  /** Our floating-point operations per second over those of a batched matrix product of 5 x 64 x 128 x 128. */
  readonly share_of_matmul_peak: number;
  readonly matmul_gflops_per_process: number;
  readonly seeds: number;
  readonly steps: number;
  readonly processes: number;
  readonly ours_repetitions: readonly number[];
  readonly pytorch_repetitions: readonly number[];
  readonly jax_repetitions: readonly number[];
}

/** Options of the training race. */
export interface TrainingRaceOptions {
  readonly steps: number;
  readonly repetitions: number;
  /** The Python of an environment with torch, jax, numpy and scipy. */
  readonly python: string;
}

const DEFAULTS: TrainingRaceOptions = { steps: 1500, repetitions: 3, python: PEER_PYTHON };
const SEEDS = 10;
const PROCESSES = 2;
/** Five seeds share a process: a block always has five rows, however many are needed. */
const BLOCK = 5;
const WARM_UP = 150;

/**
 * Paper C's GRU and discrete SAC, ten seeds, beside the same work in PyTorch (peers/paper_c_torch.py) and in JAX
 * (peers/paper_c_jax.py): seven actions, a per-user predictor, batch 64, two hidden layers of 128, and after the warm-up one
 * update of two critics, actor and targets a step. Two processes of one thread each; ours and JAX's take five seeds each.
 * The three are run in turn; medians. Time starts when everything is imported, and in JAX compiled.
 *
 * @throws if the peers' Python does not exist
 */
export async function benchTraining(options: Partial<TrainingRaceOptions> = {}): Promise<TrainingRace> {
  const { steps, repetitions, python } = { ...DEFAULTS, ...options };
  requirePeer(python, "torch==2.13.0 jax==0.10.2 numpy scipy");
  const rate = (seconds: number) => (steps * SEEDS) / seconds;
  const ours: number[] = [];
  const pytorch: number[] = [];
  const jax: number[] = [];
  const compile: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    ours.push(rate(await oursSeconds(SEEDS, steps)));
    pytorch.push(rate(pytorchSeconds(python, SEEDS, steps)));
    const { wall_s, compile_s } = jaxSeconds(python, SEEDS, steps);
    jax.push(rate(wall_s));
    compile.push(compile_s);
  }
  const matmul = matmulGflops();
  return {
    ours_over_pytorch: round(median(ours) / median(pytorch)),
    ours_over_jax: round(median(ours) / median(jax)),
    ours_steps_per_s: Math.round(median(ours)),
    pytorch_steps_per_s: Math.round(median(pytorch)),
    jax_steps_per_s: Math.round(median(jax)),
    jax_compile_s: round(median(compile)),
    share_of_matmul_peak: round((median(ours) * OPERATIONS_PER_STEP) / (PROCESSES * matmul * 1e9)),
    matmul_gflops_per_process: Math.round(matmul),
    seeds: SEEDS,
    steps,
    processes: PROCESSES,
    ours_repetitions: ours.map(Math.round),
    pytorch_repetitions: pytorch.map(Math.round),
    jax_repetitions: jax.map(Math.round),
  };
}

/** Floating-point operations of the matrix products in one step of one seed as we do it. */
const OPERATIONS_PER_STEP = (() => {
  const [batch, features, hidden, actions, users, window] = [64, 20, 128, 7, 10, 5];
  const forward = 2 * batch * (features * hidden + hidden * hidden + hidden * actions);
  const backward = 2 * forward - 2 * batch * features * hidden;
  const gru = 2 * users * (window * 3 * (2 * hidden) + (window - 1) * 3 * hidden * hidden + 2 * hidden);
  return 6 * forward + 3 * backward + forward / batch + gru;
})();

/** Wall times for a number of seeds, s. */
export interface SeedsTime {
  readonly seeds: number;
  readonly ours_s: number;
  readonly peer_s: number;
}

/** Wall time of the race's work against the number of seeds, in turn with PyTorch, two processes each; s. */
export async function benchSeeds(options: Partial<TrainingRaceOptions> = {}): Promise<SeedsTime[]> {
  const { steps, python } = { ...DEFAULTS, steps: 500, ...options };
  const times: SeedsTime[] = [];
  for (const seeds of [1, 2, 5, 10, 15, 20]) {
    times.push({
      seeds,
      ours_s: round(await oursSeconds(seeds, steps)),
      peer_s: round(pytorchSeconds(python, seeds, steps)),
    });
  }
  return times;
}

/** Blocks of five seeds in turn in each of two processes; s from when both have loaded everything. */
async function oursSeconds(seeds: number, steps: number): Promise<number> {
  const queue = Array.from({ length: Math.ceil(seeds / BLOCK) }, (_, block) => {
    return Array.from({ length: BLOCK }, (_, i) => block * BLOCK + i);
  });
  const file = join(import.meta.dirname, "trainingBlock.ts");
  const children = Array.from({ length: Math.min(PROCESSES, queue.length) }, () => fork(file, { stdio: "inherit" }));
  await Promise.all(children.map((child) => message(child)));
  const begin = performance.now();
  const work = async (child: ChildProcess) => {
    for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
      const done = message(child);
      child.send({ seeds: block, steps, warmUp: WARM_UP } satisfies TrainingBlock);
      await done;
    }
    child.send("end");
  };
  await Promise.all(children.map(work));
  return (performance.now() - begin) / 1000;
}

async function message(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`A training process ended early with code ${code}.`);
  });
  ended.catch(() => {});
  await Promise.race([once(child, "message"), ended]);
}

function pytorchSeconds(python: string, seeds: number, steps: number): number {
  return printed(peerOutput(python, "paper_c_torch.py", seeds, steps), "wall_s");
}

function jaxSeconds(python: string, seeds: number, steps: number) {
  const output = peerOutput(python, "paper_c_jax.py", seeds, steps);
  return { wall_s: printed(output, "wall_s"), compile_s: printed(output, "compile_s") };
}

function peerOutput(python: string, file: string, seeds: number, steps: number): string {
  const peer = join(import.meta.dirname, "peers", file);
  const numbers = { seeds, steps, warmup: WARM_UP, jobs: PROCESSES };
  const options = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return execFileSync(python, [peer, ...options], { encoding: "utf8" });
}

/** The number that follows a name in what a program printed. */
function printed(output: string, name: string): number {
  const value = new RegExp(`\\b${name} ([\\d.]+)`).exec(output)?.[1];
  if (value === undefined) throw new Error(`A process did not print ${name}: ${output}`);
  return Number(value);
}

/** The rate of a batched matrix product alone in a fresh process of one thread. */
function matmulGflops(): number {
  const script = join(import.meta.dirname, "matmul.ts");
  return Number(execFileSync(process.execPath, [script], { encoding: "utf8" }));
}

function round(value: number): number {
  return Math.round(1000 * value) / 1000;
}
