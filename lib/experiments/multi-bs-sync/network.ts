import { MultiBsSync, type MultiBsSyncConfiguration } from "../../environments/index.ts";
import type { TwinNetwork } from "../twinNetwork.ts";

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
