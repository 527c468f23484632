export { type Channel, type ChannelState, constantChannel, rayleighChannel } from "./channel.ts";
export { coverage } from "./coverage.ts";
export { type Antennas, friisGain } from "./friisGain.ts";
export { linkRates, type Transmission } from "./linkRates.ts";
export { DISTANCES, type Distance, linkDistance, pathGain } from "./pathGain.ts";
export {
  attenuatedGain,
  planeAttenuationDb,
  type SectorPattern,
  sectorGain,
  wrapDegrees,
} from "./sectorAntenna.ts";
export {
  ASSOCIATIONS,
  LINK_DISTANCES,
  SectorLinks,
  type SectorNetwork,
  UPLINKS,
  type Uplink,
} from "./sectorLinks.ts";
export { shannonRate } from "./shannonRate.ts";
export {
  cloudRate,
  FREE,
  interferenceAtCloud,
  interferenceAtUser,
  type SharedBlocks,
  SYNCHRONISATION,
  SYNCHRONISATION_COUNTS,
  type SynchronisationCount,
  userRate,
  userRates,
} from "./sharedBlocks.ts";
export { type Site, type SiteAngles, servingSector, siteAngles } from "./siteAngles.ts";
export { transmissionDelay } from "./transmissionDelay.ts";
export { type StreetCell, umiPathLossDb } from "./umiLineOfSight.ts";
export { dbmToWatt, dbToLinear } from "./units.ts";
export { signalToNoise, uplinkRate } from "./uplink.ts";
