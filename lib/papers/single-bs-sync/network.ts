import type { TwinNetwork } from "../synchronisation/twinNetwork.ts";
import { SingleBsSync, type SingleBsSyncConfiguration } from "./model/singleBsSync.ts";

/** Paper C's network. */
export const NETWORK: TwinNetwork<SingleBsSync, SingleBsSyncConfiguration> = {
  experiment: "single-bs-sync",
  make: (network, parts) => new SingleBsSync(network, parts),
  window: ({ window }) => window,
  law: ({ areaM, stepM, concentration }) => ({ areaM, stepM, concentration }),
  scale: ({ areaM }) => areaM / 2,
};
