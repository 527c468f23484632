import type { Server } from "./schema.ts";

/** The fewest of the scenario's 5 to 10, and half of the paper's 100 slots, for time. */
export const USERS = 5;
export const HORIZON = 50;
/** The setting that every scheme is run in, by its size in the paper profile; smoke and quick run it smaller. */
export const BASE = `${USERS} users, ${HORIZON} slots`;
/** Cbar of Table I. */
export const BOUND = 0.85;

/**
 * D3's size is swept over what a retraining costs and how strongly the images of a slot differ, the fewer the stronger, for
 * fewer users, slots and images.
 */
export const SWEPT = { network: { users: 2, horizon: 30 }, images: { images: 100 } } as const;
export const CELLS = [
  { epochs: 1, burst: 5 },
  { epochs: 5, burst: 5 },
  { epochs: 20, burst: 5 },
  { epochs: 5, burst: 2 },
  { epochs: 5, burst: 20 },
] as const;
export type Cell = { readonly epochs: number; readonly burst: number };

/** Name of a setting of the sweep. */
export function sweptName({ epochs, burst }: Cell): string {
  const { users, horizon } = SWEPT.network;
  return `${users} users, ${horizon} slots, ${epochs} epochs, bursts ${burst}`;
}

/** Retrainings watched where the twin is told the truth, and where each takes two and a half times the images. */
export const TRUE_LABELS = "true labels";
export const MORE_IMAGES = "500 images";

/** A twin whose images have half of the drift. */
export const LAGGING_TWIN = `${BASE}, twin knows half of the drift`;
/** Small-scale fading, drawn anew in every slot. */
export const FADING = `${BASE}, Rayleigh fading`;

const server = (allocation: Server["allocation"], charge: Server["charge"]) => ({ allocation, charge });
/** By rule, in both ways of charging. */
export const BY_RULE = [server("rule", "once"), server("rule", "every-slot")];
/** As the paper has it, by TD3, and the rule beside it. */
export const BY_BOTH = [server("td3", "once"), server("td3", "every-slot"), ...BY_RULE];
/** Without (12). */
export const FASTEST_LINK = { ...server("rule", "once"), association: "fastest link" as const };
