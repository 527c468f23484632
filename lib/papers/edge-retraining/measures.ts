import { bySeed, gainBySeed, type Measured, type Results, type Row } from "../../study/index.ts";
import type { Charge } from "./model/edgeObjective.ts";
import { BASE, BY_RULE_ONCE, type SchemeName, type Server, served, type Way, watched } from "./settings.ts";

/** A server and a setting: by rule and charged once in `BASE` where nothing else is given. */
export interface Served extends Partial<Server> {
  readonly setting?: string;
}

/** A metric of a scheme's episodes as one of its servers served them, one number for each seed. */
export function episodes(
  results: Results,
  method: SchemeName,
  metric: string,
  { setting = BASE, ...server }: Served = {},
): Map<number, number> {
  return results.final(served(method, setting), metric, "episode", { ...BY_RULE_ONCE, ...server });
}

/** Slots of a scheme in `BASE`: its runs record those of one allocation, TD3's where it has one. */
export function slots(results: Results, method: SchemeName, charge: Charge = "once"): readonly Row[] {
  return results.rows(served(method), "slot", { charge, association: "matching" });
}

/** Fig. 2(a): accuracy after an epoch, the last one where none is named, mean over the zones, one number for each seed. */
export function accuracies(results: Results, way: Way, setting = BASE, epoch?: number): Map<number, number> {
  const rows = results.rows(watched(setting), "curve", { way });
  const wanted = epoch ?? Math.max(...rows.map((row) => row.epoch));
  const then = rows.filter((row) => row.epoch === wanted);
  return bySeed(then, (row) => row.accuracy);
}

/** Cost of a slot with two timescales over its cost with one, %, paired by seed. */
export function saving(results: Results, how: Served, two: SchemeName = "proposed"): Measured {
  return gainBySeed(episodes(results, two, "cost", how), episodes(results, "single", "cost", how));
}
