import { execFileSync } from "node:child_process";
import { join } from "node:path";
import pl from "nodejs-polars";
import { selectBackend } from "../neural/index.ts";
import { dataFolder, writeTable } from "../records/index.ts";
import { tInterval } from "../statistics/index.ts";
import { PEER_PYTHON, requirePeer } from "./peer.ts";
import { CONTESTANTS, type Curves, trainOnPendulum } from "./pendulumBlock.ts";

/** Options of the pendulum race. */
export interface PendulumRaceOptions {
  /** Blocks of five; the peer trains as many seeds. */
  readonly blocks: number;
  /** Episodes that judge a seed at each point. */
  readonly episodes: number;
  /** The Python of an environment with torch, gymnasium and stable-baselines3. */
  readonly python: string;
}

const DEFAULTS: PendulumRaceOptions = { blocks: 2, episodes: 100, python: PEER_PYTHON };
const BLOCK = 5;

/** Mean return over seeds with its 95 % interval, after `steps` steps of a seed. */
export interface PendulumRaceRow {
  readonly learner: string;
  readonly steps: number;
  readonly return: number;
  readonly low: number;
  readonly high: number;
  /** steps of all seeds per second, on one thread, updates included; absent in the rows of differences */
  readonly steps_per_s?: number;
}

/**
 * Our PPO or TD3 beside Stable-Baselines3's (peers/pendulum_sb3.py) with the same settings and number of seeds, one thread
 * each, in turn. The mean policy is judged; the last rows are the differences. Returns by seed go to
 * data/results/bench/pendulum-<algorithm>.csv.
 *
 * @throws if the peer's Python does not exist
 */
export async function benchPendulum(
  algorithm: keyof typeof CONTESTANTS,
  options: Partial<PendulumRaceOptions> = {},
): Promise<PendulumRaceRow[]> {
  const { blocks, episodes, python } = { ...DEFAULTS, ...options };
  requirePeer(python, "torch==2.13.0 numpy gymnasium==1.2.0 stable-baselines3==2.7.0");
  await selectBackend();
  const contestant = CONTESTANTS[algorithm];
  const ours = joined(
    Array.from({ length: blocks }, (_, block) => {
      const seeds = Array.from({ length: BLOCK }, (_, i) => block * BLOCK + i);
      return trainOnPendulum(contestant, seeds, episodes);
    }),
  );
  const { steps, every } = contestant;
  const peer = peerCurves(python, { algorithm, seeds: blocks * BLOCK, steps, every, episodes });
  save(algorithm, { twinlab: ours, "Stable-Baselines3": peer });
  const difference = ours.returns.map((returns, seed) => returns.map((r, k) => r - peer.returns[seed]?.[k]));
  return [
    ...summary("twinlab", ours, steps),
    ...summary("Stable-Baselines3", peer, steps),
    ...summary("difference", { ...ours, returns: difference }),
  ];
}

function joined(blocks: readonly Curves[]): Curves {
  return {
    points: blocks[0].points,
    returns: blocks.flatMap(({ returns }) => returns),
    seconds: blocks.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function peerCurves(python: string, numbers: Readonly<Record<string, string | number>>): Curves {
  const peer = join(import.meta.dirname, "peers/pendulum_sb3.py");
  const options = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const env = { ...process.env, OMP_NUM_THREADS: "1" };
  return JSON.parse(execFileSync(python, [peer, ...options], { encoding: "utf8", env })) as Curves;
}

function summary(learner: string, { points, returns, seconds }: Curves, steps?: number): PendulumRaceRow[] {
  return points.map((point, k) => {
    const { value, low, high } = tInterval(returns.map((curve) => curve[k]));
    const row = { learner, steps: point, return: round(value), low: round(low), high: round(high) };
    return steps === undefined ? row : { ...row, steps_per_s: Math.round((steps * returns.length) / seconds) };
  });
}

function save(algorithm: string, curves: Readonly<Record<string, Curves>>): void {
  const rows = Object.entries(curves).flatMap(([learner, { points, returns }]) =>
    returns.flatMap((curve, seed) => points.map((steps, k) => ({ learner, seed, steps, return: curve[k] }))),
  );
  writeTable(dataFolder("results", "bench", `pendulum-${algorithm}.csv`), pl.readRecords(rows));
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
