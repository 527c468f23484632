import type { DataFrame } from "nodejs-polars";
import { encodedRows, numberIn, refuseDoubles } from "./encodedRows.ts";

const COLUMNS = ["slot", "user", "x", "y", "twinX", "twinY", "synced", "age", "twinError", "rate"] as const;

/** Where one user is and where the twin believes it to be, in m. */
export interface PlayedUser {
  readonly user: string;
  readonly x: number;
  readonly y: number;
  readonly twinX: number;
  readonly twinY: number;
}

/** One slot of an episode. */
export interface PlayFrame {
  readonly slot: number;
  readonly synced: boolean;
  /** Indices of the base stations that synchronised. */
  readonly syncedBy: readonly number[];
  /** Slots since the last synchronisation. */
  readonly age: number;
  /** Mean squared error of the twin's positions, m². */
  readonly twinError: number;
  /** Sum of the users' rates, bit/s/Hz. */
  readonly rate: number;
  readonly users: readonly PlayedUser[];
}

/**
 * An episode's slots in order, from a table with a row per slot and user: slot, user, x, y, twinX, twinY (m), synced,
 * age (slots), twinError (m²), rate (bit/s/Hz); the last four are those of the slot, the same for all its users.
 * `synced` is the sum of 2^i over the base stations i that synchronise: 0 or 1 where there is one.
 */
export function playFrames(table: DataFrame): PlayFrame[] {
  const rows = encodedRows(table, COLUMNS);
  refuseDoubles(rows, ["slot", "user"]);
  const bySlot = new Map<number, PlayFrame & { users: PlayedUser[] }>();
  for (const row of rows) {
    const [slot, x, y] = [numberIn(row, "slot"), numberIn(row, "x"), numberIn(row, "y")];
    const [twinX, twinY] = [numberIn(row, "twinX"), numberIn(row, "twinY")];
    const [age, twinError, rate] = [numberIn(row, "age"), numberIn(row, "twinError"), numberIn(row, "rate")];
    const synced = Number(row.synced);
    const syncedBy = Array.from({ length: 31 }, (_, station) => station).filter((station) => (synced >> station) & 1);
    const frame = bySlot.get(slot) ?? { slot, synced: synced > 0, syncedBy, age, twinError, rate, users: [] };
    frame.users.push({ user: String(row.user), x, y, twinX, twinY });
    bySlot.set(slot, frame);
  }
  return [...bySlot.values()].sort((a, b) => a.slot - b.slot);
}
