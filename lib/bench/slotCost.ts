import pl from "nodejs-polars";
import { createVdn } from "../agents/index.ts";
import { exportFigure, type Figure, lineWithBand } from "../figures/index.ts";
import { GruPredictor, selectBackend } from "../neural/index.ts";
import { MultiBsSync } from "../papers/multi-bs-sync/model/multiBsSync.ts";
import { rngFrom, streamsOf } from "../random/index.ts";

/** Times of the parts of one slot of paper B, µs, on one thread: medians of several stretches. */
export interface SlotCost {
  readonly users: number;
  /** the twin's GRU, five slots, 128 units */
  readonly predictor_us: number;
  /** all stations' Q networks, one bit an action, 2 (U + 1) outputs */
  readonly factored_us: number;
  /** the same with 2^(U + 1) outputs */
  readonly literal_us: number;
  /** Algorithm 1 and the rest of the slot: rates, rewards, moves */
  readonly environment_us: number;
}

const USERS = [2, 4, 6, 8, 10, 12];
const STRETCHES = 7;
const SLOTS = 200;
/** Slots played before anything is timed. */
const WARM_UP = 1000;

/** Times the operations that B (25) counts, against the number of users: one network, one seed, acting alone. */
export async function benchSlotCost(): Promise<SlotCost[]> {
  await selectBackend();
  const costs = USERS.map((users): SlotCost => {
    const network = new MultiBsSync({ users });
    const rng = rngFrom("bench");
    const actions = Int32Array.from({ length: 3 * (1 + users) }, () => rng.integer(2));
    network.reset(streamsOf([0], 1, "evaluation"));
    const predictor = new GruPredictor([rngFrom("predictor")], { users, scale: [150, 50] });
    const { history, predicted } = network.twin;
    const cost = {
      users,
      predictor_us: medianMicroseconds(() => predictor.predict(history, predicted, 1)),
      factored_us: acting(users, "factored"),
      literal_us: acting(users, "literal"),
      environment_us: medianMicroseconds(() => network.step(actions)),
    };
    predictor.dispose();
    return cost;
  });
  await exportFigure(costByUsers(costs));
  return costs;
}

function acting(users: number, head: "factored" | "literal"): number {
  const environment = new MultiBsSync({ users, head, choice: "coverage" });
  const learner = createVdn(environment, streamsOf([0], 1, "training"), { capacity: 1 });
  const observation = environment.reset(streamsOf([0], 1, "evaluation"));
  const out = new Int32Array(head === "literal" ? 3 : 3 * (1 + users));
  const cost = medianMicroseconds(() => learner.policy.act(observation, out, "exploit"));
  learner.dispose();
  return cost;
}

function medianMicroseconds(work: () => void): number {
  for (let i = 0; i < WARM_UP; i++) work();
  const times = Array.from({ length: STRETCHES }, () => {
    const begin = performance.now();
    for (let i = 0; i < SLOTS; i++) work();
    return (1000 * (performance.now() - begin)) / SLOTS;
  }).sort((a, b) => a - b);
  return Math.round(10 * times[Math.floor(STRETCHES / 2)]) / 10;
}

function costByUsers(costs: readonly SlotCost[]): Figure {
  const parts = {
    "Q networks, literal head": "literal_us",
    "Q networks, factored head": "factored_us",
    "the twin's GRU": "predictor_us",
    "Algorithm 1 and the slot": "environment_us",
  } as const;
  const rows = Object.entries(parts).flatMap(([part, key]) =>
    costs.map((cost) => ({ part, users: cost.users, mean: cost[key], low: cost[key], high: cost[key] })),
  );
  return lineWithBand(pl.readRecords(rows), {
    name: "bench/slot-cost",
    caption:
      "Time of the parts of one slot of paper B against the number of users, one network of three stations, one thread: only " +
      "the literal head, whose outputs double with every user, is felt.",
    x: "users",
    series: "part",
    xTitle: "Number of users",
    yTitle: "Time of a slot (µs)",
    yScale: "log",
  });
}
