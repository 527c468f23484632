import { blockGrid, type Figure, playMap, scatterWithIntervals } from "../../figures/index.ts";
import { type PolicyMaker, periodic, trace } from "../../policies/index.ts";
import { streamsOf } from "../../random/index.ts";
import { type Results, tableOf } from "../../study/index.ts";
import { policyRows, ratePoint } from "../synchronisation/policyTables.ts";
import { MultiBsSync } from "./model/multiBsSync.ts";
import { configureMultiBsSync, type MultiBsSyncOptions } from "./model/multiBsSyncConfiguration.ts";
import { everyStation } from "./model/stationRules.ts";
import { FAMILIES } from "./policyGrid.ts";
import { FIG_3 } from "./settings.ts";

/** Every policy of Fig. 3's setting as a point, twin error against rate; the slider moves the weight of B (8). */
export function rateAgainstError(results: Results): Figure {
  const rows = policyRows(results, FAMILIES, FIG_3.name);
  // A random association is worth its penalties alone: its rate and error are of slots that do not count.
  const valid = rows.filter(({ family }) => family !== "random");
  const table = valid.map((row) => ratePoint(row, FAMILIES[row.family].family));
  return scatterWithIntervals(tableOf(table), {
    name: "multi-bs-sync/rate-against-error",
    caption:
      "What synchronising three stations costs and what it buys (12 blocks, 12 users): each point is a policy, with 95 % " +
      "intervals over seeds. The outlined policy is the best at the weight of the slider; the dashed line joins equal rewards.",
    apart: [FAMILIES.never.family],
    columns: 2,
    weight: { value: configureMultiBsSync(FIG_3.network).weight, min: 0.1, max: 0.99, step: 0.01 },
  });
}

/**
 * One episode on the map under a policy: stations and their discs, users, the twin's belief, errors, synchronisations.
 */
export function networkMap(
  policy: PolicyMaker<MultiBsSync> = everyStation(periodic(8)),
  network: MultiBsSyncOptions = { stepM: 3 },
  seed = 0,
): Figure {
  const environment = new MultiBsSync(network, { seeds: [seed] });
  const { stations, cloud, areaM, radiusM, horizon } = environment.configuration;
  const [width, height] = areaM;
  return playMap(trace(environment, policy, { seed, slots: horizon }), {
    name: "multi-bs-sync/network-map",
    caption:
      "One episode: the twin's belief drifts from the users until the stations that cover them synchronise it. Users walk " +
      "3 m a slot here, so that it can be seen.",
    bs: stations,
    server: cloud,
    coverageM: radiusM,
    area: { x: [-width / 2, width / 2], y: [-height / 2, height / 2] },
    columns: 2,
  });
}

/** The use of every block in each slot of one episode: by a user, alone or shared, or by a synchronisation. */
export function blocksInUse(
  policy: PolicyMaker<MultiBsSync> = everyStation(periodic(8)),
  network: MultiBsSyncOptions = {},
  seed = 0,
): Figure {
  const environment = new MultiBsSync(network, { seeds: [seed] });
  const { users, resourceBlocks: blocks, horizon } = environment.configuration;
  const streams = streamsOf([seed], 1, "evaluation");
  let observation = environment.reset(streams);
  const player = policy(environment, streams);
  const actions = new Int32Array(environment.agents * (1 + users));
  const rows: Record<string, number | string>[] = [];
  for (let slot = 0; slot < horizon; slot++) {
    player.act(observation, actions, "exploit");
    observation = environment.step(actions);
    const { use } = environment.allocation;
    for (let station = 0; station < environment.agents; station++) {
      for (let block = 0; block < blocks; block++) {
        const used = use[station * blocks + block];
        if (used === -1) continue;
        const others = Array.from({ length: environment.agents }, (_, other) => use[other * blocks + block]);
        const shared = others.filter((other) => other !== -1).length > 1;
        const label = used === -2 ? "synchronisation" : `user, ${shared ? "shared" : "alone"}`;
        rows.push({ slot, station: `station ${station + 1}`, block, use: label });
      }
    }
  }
  return blockGrid(tableOf(rows), {
    name: "multi-bs-sync/blocks",
    caption:
      "Who uses which resource block, alone or shared with another station, slot by slot, while all stations synchronise every eighth slot: they put it on the same " +
      "block, and one block is lost to the users in all.",
    blocks,
  });
}
