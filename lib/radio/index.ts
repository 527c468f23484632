export { type Channel, type ChannelState, constantChannel, rayleighChannel } from "./channel.ts";
export { DISTANCES, type Distance, pathGain } from "./pathGain.ts";
export { linkRates, type Transmission } from "./linkRates.ts";
export { shannonRate } from "./shannonRate.ts";
export { transmissionDelay } from "./transmissionDelay.ts";
