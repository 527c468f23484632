export { ConfigurationError, configure } from "./configure.ts";
