import type { DataFrame } from "nodejs-polars";
import { tableOf } from "../../study/tableOf.ts";
import { regrets } from "./learnerTables.ts";
import { room } from "./policyTables.ts";

/** What the command line prints of paper C. */
export function summary(results: DataFrame): Readonly<Record<string, DataFrame>> {
  const methods = new Set(results.getColumn("method").toArray());
  const learned = methods.has("sac") && methods.has("dqn");
  return {
    ...(methods.has("policies") && { "What policies without learning reach": room(results) }),
    ...(learned &&
      methods.has("policies") && {
        "What the learners reach, and their regret (%) to the best policy": regretTable(results),
      }),
  };
}

function regretTable(results: DataFrame): DataFrame {
  const rows = regrets(results);
  return tableOf(rows);
}
