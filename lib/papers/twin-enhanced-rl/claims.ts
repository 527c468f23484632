import { flightClaims } from "./flightClaims.ts";
import { roadClaims } from "./roadClaims.ts";

/** Paper E's claims beside our runs. */
export const claims = [...roadClaims, ...flightClaims];
