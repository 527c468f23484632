import type { Paper } from "../study/index.ts";
import { paper as edgeRetraining } from "./edge-retraining/index.ts";
import { paper as multiBsSync } from "./multi-bs-sync/index.ts";
import { paper as robustTilt } from "./robust-tilt/index.ts";
import { paper as singleBsSync } from "./single-bs-sync/index.ts";
import { paper as twinEnhancedRl } from "./twin-enhanced-rl/index.ts";

/** Every paper, the gentlest first: a folder and its line here are all that the lab knows of one. */
export const PAPERS: readonly Paper[] = [twinEnhancedRl, singleBsSync, multiBsSync, robustTilt, edgeRetraining];
