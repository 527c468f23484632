export { checkCount, checkRows, checkSeeds, MOST_ROWS, shown } from "./checkSeeds.ts";
export { dirichlet, dirichletAround } from "./dirichlet.ts";
export { Rng, type RngState, rngFrom } from "./rng.ts";
export { checkStreams, type Purpose, STREAM_NAMES, type StreamName, type Streams, streamsOf } from "./streams.ts";
