import pl, { type DataFrame } from "nodejs-polars";
import { type Figure, heatmap, playMap, scatterWithIntervals } from "../../figures/index.ts";
import { type PolicyMaker, periodic, trace } from "../../policies/index.ts";
import { tableOf } from "../../study/tableOf.ts";
import { SingleBsSync } from "./model/singleBsSync.ts";
import type { Family } from "./policyGrid.ts";
import { type PolicyRow, policyRows } from "./policyTables.ts";
import { MAP_WEIGHTS, SETTINGS, type Setting } from "./settings.ts";

const FAMILY_LABELS: Partial<Record<Family, string>> = {
  periodic: "period or age threshold",
  "error-threshold": "error threshold",
  "myopic-oracle": "myopic oracle",
};

/** Every policy of a setting as a point, twin error against rate; the slider moves the weight of objective (5). */
export function rateAgainstError(results: DataFrame, setting: Setting): Figure {
  // A synchronisation never fails in these settings, so an age threshold of k is the period k.
  const rows = policyRows(results.filter(pl.col("setting").eq(pl.lit(setting)))).filter(
    (row) => row.family !== "age-threshold",
  );
  const table = rows.map(({ policy, family, rate, rateLow, rateHigh, twinError, twinErrorLow, twinErrorHigh }) => ({
    policy,
    family: FAMILY_LABELS[family] ?? family,
    rate,
    rateLow,
    rateHigh,
    error: twinError,
    errorLow: twinErrorLow,
    errorHigh: twinErrorHigh,
  }));
  const suffix = setting === "printed" ? "" : `-${setting.replace(/[^a-z0-9]+/g, "-")}`;
  return scatterWithIntervals(tableOf(table), {
    name: `single-bs-sync/rate-against-error${suffix}`,
    caption:
      `What synchronising the twin costs and what it buys (${SETTINGS[setting].label}): each point is a policy, with ` +
      "95 % intervals over seeds. The ringed policy is the best at the weight of the slider; the line through it joins " +
      "equal rewards.",
  });
}

/** The best period for each weight and step length, chosen on the selection episodes. */
export function regimeMap(results: DataFrame): Figure {
  const mapped = results.filter(pl.col("setting").str.contains("^map"));
  const cells = MAP_WEIGHTS.flatMap((weight) => {
    const bySetting = Map.groupBy(policyRows(mapped, { weight, purpose: "selection" }), (row) => row.setting);
    return [...bySetting].map(([setting, rows]) => ({
      step: Number(setting.replace("map, step ", "")),
      weight,
      period: periodOf(rows.reduce((best, row) => (row.reward > best.reward ? row : best))),
    }));
  });
  return heatmap(tableOf(cells.sort((a, b) => a.step - b.step)), {
    name: "single-bs-sync/regime-map",
    caption:
      "When synchronising pays: the best period in slots for each weight of the rates and each step length of the users " +
      "(skewed moves, mean-displacement twin). In the printed regime, weight .987 and step 1, it is never.",
    x: "step",
    y: "weight",
    value: "period",
    xTitle: "Step length (m)",
    yTitle: "Weight of the rates",
    valueTitle: "Best period (slots)",
  });
}

/** One episode on the map under a policy: users, the twin's belief, errors as whiskers, synchronisations. */
export function networkMap(
  policy: PolicyMaker<SingleBsSync> = periodic(12),
  setting: Setting = "sync pays, step 5",
  seed = 0,
): Figure {
  const environment = new SingleBsSync(SETTINGS[setting].network, { seeds: [seed] });
  const { baseStation, cloud, areaM, horizon } = environment.configuration;
  const side: [number, number] = [-areaM / 2, areaM / 2];
  return playMap(trace(environment, policy, { seed, slots: horizon }), {
    name: "single-bs-sync/network-map",
    caption:
      `One episode (${SETTINGS[setting].label}): the twin's belief drifts from the users until a synchronisation through ` +
      "the base station makes it exact.",
    bs: baseStation,
    server: cloud,
    area: { x: side, y: side },
  });
}

function periodOf({ family, parameter }: PolicyRow): number | null {
  if (family === "never") return null;
  return family === "always" ? 1 : parameter;
}
