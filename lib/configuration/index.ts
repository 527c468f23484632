export { ConfigurationError, configure } from "./configure.ts";
export { pair } from "./pair.ts";
