import { type Environment, width } from "../environments/index.ts";
import { selectBackend } from "../neural/index.ts";
import { MultiBsSync } from "../papers/multi-bs-sync/model/multiBsSync.ts";
import { FIG_3, learnerArm } from "../papers/multi-bs-sync/settings.ts";
import { study as multiBsSync } from "../papers/multi-bs-sync/study.ts";
import { SingleBsSync } from "../papers/single-bs-sync/model/singleBsSync.ts";
import { study as singleBsSync } from "../papers/single-bs-sync/study.ts";
import { rngFrom, streamsOf } from "../random/index.ts";
import { SEEDS } from "../study/index.ts";
import { runShortened } from "./runShortened.ts";

/** What grows, and the work whose processor time and memory are taken. */
export interface GrowthWork {
  /** what is counted along it */
  readonly axis: string;
  readonly work: string;
  readonly values: readonly number[];
  run(value: number): Promise<void> | void;
}

const SAC = { method: "sac", setting: "ideal twin" };
const JUDGED_ONCE = { evaluationEpisodes: 1, finalEpisodes: 1 };

/** The axes along which a study grows, each with the work of a paper. */
export const GROWTH_WORK: readonly GrowthWork[] = [
  {
    axis: "seeds",
    work: "paper C, SAC, 20 epochs, all seeds in one process",
    values: [1, 5, 10, 20, 40],
    run: (seeds) =>
      runShortened(
        singleBsSync,
        SAC,
        { epochs: 20, evaluateEvery: 20, ...JUDGED_ONCE },
        Array.from({ length: seeds }, (_, i) => i),
      ),
  },
  {
    axis: "users",
    work: "paper C, SAC, 20 epochs, five seeds, blocks for half of the users",
    values: [10, 20, 40, 80],
    run: (users) =>
      runShortened(
        singleBsSync,
        SAC,
        { epochs: 20, evaluateEvery: 20, ...JUDGED_ONCE, "network.users": users, "network.resourceBlocks": users / 2 },
        SEEDS.five,
      ),
  },
  {
    axis: "stations",
    work: "paper B, VDN, 27 updates, five seeds, four users a station",
    values: [3, 6, 9, 12],
    run: (stations) =>
      runShortened(
        multiBsSync,
        learnerArm("vdn", FIG_3),
        {
          ...{ epochs: 1, evaluateEvery: 1, predictor: "closed form", ...JUDGED_ONCE },
          ...{ "network.stations": Array.from({ length: stations }, (_, i) => [100 * i, 0]) },
          ...{ "network.areaM": [100 * stations, 100], "network.users": 4 * stations },
          "network.resourceBlocks": 4 * stations,
        },
        SEEDS.five,
      ),
  },
  {
    axis: "copies",
    work: "paper C's network, 1,000 slots a copy, random actions",
    values: [1, 16, 256, 1024],
    run: (copies) => step(new SingleBsSync({}, { copies }), 1000),
  },
  {
    axis: "copies",
    work: "paper B's network, 300 slots a copy, random actions",
    values: [1, 16, 256, 1024],
    run: (copies) => step(new MultiBsSync({}, { copies }), 300),
  },
];

/** Steps an environment under random actions. */
function step(environment: Environment, slots: number): void {
  const { rows, agents, actionSpace } = environment;
  const rng = rngFrom("growth");
  const n = actionSpace.kind === "discrete" ? actionSpace.n : 2;
  const choices = Array.from({ length: 8 }, () =>
    Int32Array.from({ length: rows * agents * width(actionSpace) }, () => rng.integer(n)),
  );
  environment.reset(streamsOf([0], rows, "evaluation"));
  for (let slot = 0; slot < slots; slot++) environment.step(choices[slot % choices.length]);
}

/** As a script: does a piece of work and prints the processor time that it took, and the most memory of the process. */
async function main([index, value]: readonly string[]): Promise<void> {
  await selectBackend();
  const before = process.cpuUsage();
  await GROWTH_WORK[Number(index)].run(Number(value));
  const { user, system } = process.cpuUsage(before);
  const { maxRSS } = process.resourceUsage();
  console.log(`processor_s ${((user + system) / 1e6).toFixed(3)} memory_mb ${Math.round(maxRSS / 1024)}`);
}

if (import.meta.main) await main(process.argv.slice(2));
