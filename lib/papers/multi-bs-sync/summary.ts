import type { DataFrame } from "nodejs-polars";
import { tableOf } from "../../study/tableOf.ts";
import { room, stationsRegrets } from "./learnerTables.ts";

/** What the command line prints of paper B. */
export function summary(results: DataFrame): Readonly<Record<string, DataFrame>> {
  const rows = stationsRegrets(results);
  return {
    "What policies without learning reach": room(results),
    ...(rows.length > 0 && {
      "What the learners reach, and their regret (%) to the best policy": tableOf(rows),
    }),
  };
}
