import type { TwinNetwork } from "../synchronisation/twinNetwork.ts";
import { MultiBsSync } from "./model/multiBsSync.ts";
import type { MultiBsSyncConfiguration } from "./model/multiBsSyncConfiguration.ts";

/** Paper B's network. */
export const NETWORK: TwinNetwork<MultiBsSync, MultiBsSyncConfiguration> = {
  experiment: "multi-bs-sync",
  make: (network, parts) => new MultiBsSync(network, parts),
  window: ({ window }) => window,
  law: ({ areaM, stepM, concentration, stations, radiusM, room }) => ({
    areaM,
    stepM,
    concentration,
    stations,
    radiusM,
    room,
  }),
  scale: ({ areaM }) => [areaM[0] / 2, areaM[1] / 2],
};
