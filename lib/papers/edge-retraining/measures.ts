import { largest } from "../../statistics/index.ts";
import { bySeed, gainBySeed, type Measured, type Results, type Row } from "../../study/index.ts";
import { PREMISE, type SchemeName, served, type Way, watched } from "./settings.ts";

/** A metric of a scheme's episodes in a setting, one number for each seed. */
export function episodes(
  results: Results,
  method: SchemeName,
  metric: string,
  setting: string = PREMISE,
): Map<number, number> {
  return results.final(served(method, setting), metric, "episode");
}

/** Slots of a scheme. */
export function slots(results: Results, method: SchemeName, setting = PREMISE): readonly Row[] {
  return results.rows(served(method, setting), "slot");
}

/** Fig. 2(a): accuracy after an epoch, the last one where none is named, mean over the zones, one number for each seed. */
export function accuracies(results: Results, way: Way, setting = PREMISE, epoch?: number): Map<number, number> {
  const rows = results.rows(watched(setting), "curve", { way });
  const wanted = epoch ?? largest(rows.map((row) => row.epoch));
  const then = rows.filter((row) => row.epoch === wanted);
  return bySeed(then, (row) => row.accuracy);
}

/** Cost of a slot of one scheme over that of another in a setting, %, paired by seed. */
export function saving(
  results: Results,
  setting: string,
  two: SchemeName = "proposed",
  one: SchemeName = "single",
): Measured {
  return gainBySeed(episodes(results, two, "cost", setting), episodes(results, one, "cost", setting));
}
