export { ConfigurationError, configure } from "./configure.ts";
export { count, decibels, degrees, metres, nonNegative, pair, positive, real, slots } from "./quantities.ts";
