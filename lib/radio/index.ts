export { type Channel, type ChannelState, constantChannel, rayleighChannel } from "./channel.ts";
export { type Antennas, friisGain } from "./friisGain.ts";
export { linkRates, type Transmission } from "./linkRates.ts";
export { DISTANCES, type Distance, pathGain } from "./pathGain.ts";
export { shannonRate } from "./shannonRate.ts";
export { transmissionDelay } from "./transmissionDelay.ts";
export { dbmToWatt, dbToLinear } from "./units.ts";
