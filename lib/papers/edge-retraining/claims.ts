import type { Claim, Needing } from "../../study/index.ts";
import { boundClaims } from "./boundClaims.ts";
import { delayClaims } from "./delayClaims.ts";
import { trainingClaims } from "./trainingClaims.ts";

/** What the paper says of its figures, beside our runs, with the arms that each needs. */
export const claims: readonly Needing<Claim>[] = [...trainingClaims, ...boundClaims, ...delayClaims];
