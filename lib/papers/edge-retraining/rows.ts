import type { DataFrame } from "nodejs-polars";
import { type Row, runRows } from "../../study/runRows.ts";
import { ALLOCATIONS, type Server } from "./schema.ts";
import type { SchemeName } from "./schemes.ts";
import { BASE } from "./settings.ts";

/** The server that every scheme has: rules split tasks and resources, a matching associates, a retraining is charged once. */
export const BY_RULE_ONCE: Server = { allocation: "rule", charge: "once", association: "matching" };

/** Slots or episodes of a scheme as one of its servers served them; none where it did not. */
export function servedRows(
  results: DataFrame,
  scheme: SchemeName,
  purpose: "slot" | "episode",
  { allocation, charge, association }: Server = BY_RULE_ONCE,
  setting: string = BASE,
): Row[] {
  const rows = runRows<Row & Server>(results, scheme, setting, purpose);
  return rows.filter(
    (row) => row.allocation === allocation && row.charge === charge && row.association === association,
  );
}

/** Slots of a scheme as TD3's server served them where there is one, else the rules': no run records both. */
export function slotsOf(results: DataFrame, scheme: SchemeName, charge: Server["charge"] = "once"): SlotRows {
  const [learned, ruled] = ALLOCATIONS.map((allocation) => ({
    allocation,
    rows: servedRows(results, scheme, "slot", { ...BY_RULE_ONCE, allocation, charge }),
  })) as [SlotRows, SlotRows];
  return learned.rows.length > 0 ? learned : ruled;
}

interface SlotRows {
  readonly allocation: Server["allocation"];
  readonly rows: Row[];
}

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** How many seeds several curves are of: "ten seeds", or "five to ten seeds" where they differ. */
export function seedsOf(...curves: readonly (readonly Row[])[]): string {
  const counts = curves.map((rows) => new Set(rows.map((row) => row.seed)).size);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const word = (count: number) => WORDS[count] ?? String(count);
  return `${least === most ? "" : `${word(least)} to `}${word(most)} seed${most === 1 ? "" : "s"}`;
}
