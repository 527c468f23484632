import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Images } from "../datasets/index.ts";
import { ImageClassifier, RESNET_8, RESNET_18, type ResidualOptions, selectBackend } from "../neural/index.ts";
import { type Rng, rngFrom } from "../random/index.ts";
import { median } from "../statistics/index.ts";
import { PEER_PYTHON, requirePeer } from "./peer.ts";

/** Images trained on per second, medians of repetitions in turn. */
export interface ResidualRace {
  readonly network: string;
  readonly batch: number;
  readonly ours_images_per_s: number;
  /** The faster of PyTorch's two memory layouts. */
  readonly peer_images_per_s: number;
  readonly ratio: number;
  readonly ours_repetitions: readonly number[];
  readonly peer_repetitions: readonly number[];
}

/** Options of the race of residual networks. */
export interface ResidualRaceOptions {
  readonly repetitions: number;
  /** The Python of an environment with torch. */
  readonly python: string;
}

const DEFAULTS: ResidualRaceOptions = { repetitions: 3, python: PEER_PYTHON };

interface Work {
  readonly network: string;
  readonly options: ResidualOptions;
  readonly batch: number;
  readonly updates: number;
}

const WORK: readonly Work[] = [
  { network: "ResNet-8, width 16", options: RESNET_8, batch: 64, updates: 20 },
  { network: "ResNet-18, width 16", options: RESNET_18, batch: 64, updates: 10 },
  { network: "ResNet-18, width 64", options: { ...RESNET_18, width: 64 }, batch: 64, updates: 1 },
];

/**
 * Training of residual networks beside PyTorch (peers/resnet_torch.py), one process of one thread each, in turn: whole
 * updates from bytes in memory to moved parameters, running statistics included.
 *
 * @throws if the peer's Python does not exist
 */
export function benchResidual(options: Partial<ResidualRaceOptions> = {}): ResidualRace[] {
  const { repetitions, python } = { ...DEFAULTS, ...options };
  requirePeer(python, "torch==2.13.0 numpy");
  return WORK.map((work, index) => {
    const runs = Array.from({ length: repetitions }, () => {
      const ours = imagesPerSecond(process.execPath, [import.meta.filename, String(index)]);
      const layouts = [[], ["--channels-last"]].map((layout) => imagesPerSecond(python, [...peer(work), ...layout]));
      return { ours, peer: Math.max(...layouts) };
    });
    const [ours, theirs] = [runs.map((run) => run.ours), runs.map((run) => run.peer)];
    return {
      network: work.network,
      batch: work.batch,
      ours_images_per_s: median(ours),
      peer_images_per_s: median(theirs),
      ratio: Math.round((100 * median(ours)) / median(theirs)) / 100,
      ours_repetitions: ours,
      peer_repetitions: theirs,
    };
  });
}

function peer({ options, batch, updates }: Work): string[] {
  const numbers = { width: options.width, stages: options.stages, batch, updates };
  const named = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return [join(import.meta.dirname, "peers/resnet_torch.py"), ...named];
}

function imagesPerSecond(program: string, options: readonly string[]): number {
  const output = execFileSync(program, options, { encoding: "utf8" });
  const rate = /images_per_s ([\d.]+)/.exec(output)?.[1];
  if (rate === undefined) throw new Error(`${options[0]} did not print images_per_s: ${output}`);
  return Math.round(10 * Number(rate)) / 10;
}

function randomImages(count: number, rng: Rng): Images {
  const byte = () => rng.integer(256);
  return {
    side: 32,
    pixels: Uint8Array.from({ length: count * 3072 }, byte),
    labels: Uint8Array.from({ length: count }, () => rng.integer(10)),
  };
}

/** As a script: trains the network of an entry of `WORK` and prints its rate. */
async function main(): Promise<void> {
  await selectBackend();
  const { options, batch, updates } = WORK[Number(process.argv[2] ?? 0)];
  const classifier = new ImageClassifier(rngFrom("bench"), options);
  const images = randomImages(8 * batch, rngFrom("images"));
  const train = (n: number) =>
    classifier.train(images, rngFrom("order"), { batchSize: batch, epochs: n, imageTrainings: n * batch });
  train(Math.min(3, updates));
  const begin = performance.now();
  train(updates);
  console.log(`images_per_s ${((1000 * updates * batch) / (performance.now() - begin)).toFixed(1)}`);
}

if (process.argv[1] === import.meta.filename) void main();
