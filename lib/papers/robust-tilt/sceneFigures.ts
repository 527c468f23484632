import { type Figure, polarLines, sinrMap } from "../../figures/index.ts";
import { planeAttenuationDb } from "../../radio/index.ts";
import { tableOf } from "../../study/index.ts";
import { type RobustTiltConfiguration, robustTiltConfiguration, sectorNetwork } from "./model/tiltScenario.ts";
import { type Network, PRINTED } from "./settings.ts";

/** Best joint tilts of the printed settings: two sectors are muted. */
const MUTING_TILTS = [90, 90, 15];

/** SINR over the cell as printed, with a slider for each sector. */
export function tiltMap(setting: Network = PRINTED): Figure {
  const c = robustTiltConfiguration({ setting });
  const power = typeof c.power === "number" ? c.power : c.power[0];
  const network = { ...c, heightM: c.heightM - c.userHeightM, power };
  return sinrMap(network, {
    name: setting === PRINTED ? "robust-tilt/sinr-map" : `robust-tilt/sinr-map-${setting}`,
    caption:
      `SINR over the cell in the setting "${setting}" with the best joint tilts of a grid, ${MUTING_TILTS.join("°, ")}°: two ` +
      "sectors look into the ground, so that the third is not disturbed. Sliders turn the antennas.",
    tiltsDeg: MUTING_TILTS,
  });
}

/** Limits and beamwidths of 3GPP TR 36.814, table A.2.1.1-2, and TR 38.901, table 7.3-1. */
const STANDARDS = {
  "3GPP TR 36.814": { vertical: [10, 20], horizontal: [70, 25] },
  "3GPP TR 38.901": { vertical: [65, 30], horizontal: [65, 30] },
} as const;

/** Patterns of both settings beside 3GPP's, in the horizontal and in the vertical plane. */
export function beamPatterns(): Figure {
  const angles = Array.from({ length: 73 }, (_, i) => 5 * i - 180);
  const networks = (["as-printed", "benign"] as const).map(
    (setting) => [`"${setting}"`, planesOf(robustTiltConfiguration({ setting }))] as const,
  );
  const standards = Object.entries(STANDARDS).map(([name, { vertical, horizontal }]) => {
    const plane =
      ([beamwidth, limit]: readonly [number, number]) =>
      (off: number) =>
        -planeAttenuationDb(off, beamwidth, 1, limit);
    return [name, { horizontal: plane(horizontal), vertical: plane(vertical) }] as const;
  });
  const rows = (["horizontal", "vertical"] as const).flatMap((panel) =>
    [...networks, ...standards].flatMap(([pattern, planes]) =>
      angles.map((angleDeg) => ({
        panel: `${panel} plane`,
        pattern,
        angleDeg: panel === "vertical" ? -angleDeg : angleDeg,
        gainDb: planes[panel](angleDeg),
      })),
    ),
  );
  return polarLines(tableOf(rows), {
    name: "robust-tilt/patterns",
    caption:
      "Gain of a sector antenna off its boresight (to the right): the paper's parabolas without limits, with 3GPP's, and " +
      "3GPP's own patterns. The paper's beam is wider in both planes than that of TR 36.814.",
  });
}

function planesOf(c: RobustTiltConfiguration) {
  const { beamwidthHDeg, beamwidthVDeg, weightH, weightV, limitHDb, limitVDb } = sectorNetwork(c).pattern;
  return {
    horizontal: (off: number) => -planeAttenuationDb(off, beamwidthHDeg, weightH, limitHDb),
    vertical: (off: number) => -planeAttenuationDb(off, beamwidthVDeg, weightV, limitVDb),
  };
}
