import type { TopLevelSpec } from "vega-lite";
import type { Figure } from "./figure.ts";
import { sequentialScale, defaults as theme } from "./theme.ts";

/** Defaults of `sinrMap`. */
export const defaults = {
  /** Squares along a side of the map. */
  squares: 61,
  /** Range of the colours; values beyond it have the last colour. */
  rangeDb: [-20, 30],
  side: 215,
} as const;

/**
 * A mast with sector antennas and its radio parameters; lengths in m, angles in degrees, attenuations in dB, the rest
 * linear.
 */
export interface SinrMapNetwork {
  readonly radiusM: number;
  /** height of the antennas above the users */
  readonly heightM: number;
  readonly azimuthsDeg: readonly number[];
  readonly tiltRangeDeg: readonly [number, number];
  readonly beamwidthVDeg: number;
  readonly beamwidthHDeg: number;
  readonly weightV: number;
  readonly weightH: number;
  /** null = none */
  readonly limitsDb: Readonly<Record<"vertical" | "horizontal" | "total", number | null>>;
  /** power of every antenna */
  readonly power: number;
  readonly noise: number;
  readonly pathLossExponent: number;
}

/** Options of `sinrMap`. */
export interface SinrMapOptions extends Pick<Figure, "name" | "caption"> {
  /** where the sliders start, one for each sector; paper shows the map there */
  readonly tiltsDeg: readonly number[];
}

/**
 * SINR over the disc around a mast, A (2) and A (3), with a slider for the tilt of each sector: the page that shows the
 * map computes it.
 */
export function sinrMap(network: SinrMapNetwork, { name, caption, tiltsDeg }: SinrMapOptions): Figure {
  const { squares, rangeDb, side } = defaults;
  const { radiusM, heightM, azimuthsDeg, tiltRangeDeg, power, noise, pathLossExponent } = network;
  const sectors = azimuthsDeg.map((_, c) => c);
  const square = (2 * radiusM) / squares;
  const centre = (index: string) => `${-radiusM + square / 2} + ${square} * ${index}`;
  const calculate = (as: string, expression: string) => ({ calculate: expression, as });
  const pathGain = `pow(max(1, sqrt(datum.ground * datum.ground + ${heightM ** 2})), -${pathLossExponent})`;
  const [low, high] = tiltRangeDeg;
  return {
    name,
    caption,
    vegaLite: {
      height: side,
      data: { sequence: { start: 0, stop: squares ** 2, as: "i" } },
      params: sectors.map((c) => ({
        name: `tilt${c}`,
        value: tiltsDeg[c] ?? low,
        bind: { input: "range", min: low, max: high, step: 0.5, name: `tilt of the sector at ${azimuthsDeg[c]}° ` },
      })),
      transform: [
        calculate("x", centre(`(datum.i % ${squares})`)),
        calculate("y", centre(`floor(datum.i / ${squares})`)),
        calculate("ground", "sqrt(datum.x * datum.x + datum.y * datum.y)"),
        { filter: `datum.ground <= ${radiusM}` },
        calculate("azimuth", "atan2(datum.y, datum.x) * 180 / PI"),
        calculate("depression", `atan2(${heightM}, datum.ground) * 180 / PI`),
        ...sectors.flatMap((c) => sectorTransforms(network, c)),
        calculate("nearest", `min(${sectors.map((c) => `abs(datum.off${c})`).join(", ")})`),
        // The serving sector is the one whose azimuth is nearest, the first of equals.
        ...sectors.map((c) =>
          calculate(
            `serves${c}`,
            [`abs(datum.off${c}) == datum.nearest`, ...sectors.slice(0, c).map((k) => `!datum.serves${k}`)].join(
              " && ",
            ),
          ),
        ),
        calculate("own", sectors.map((c) => `(datum.serves${c} ? datum.gain${c} : 0)`).join(" + ")),
        calculate("all", sectors.map((c) => `datum.gain${c}`).join(" + ")),
        calculate("path", pathGain),
        calculate(
          "sinr",
          `10 * log(${power} * datum.own * datum.path / (${noise} + ${power} * (datum.all - datum.own) * datum.path)) / LN10`,
        ),
        calculate("right", `datum.x + ${square}`),
        calculate("above", `datum.y + ${square}`),
      ] as TopLevelSpec extends { transform?: infer T } ? T : never,
      mark: { type: "rect", strokeWidth: 0 },
      encoding: {
        x: { field: "x", type: "quantitative", title: "x (m)", scale: { domain: [-radiusM, radiusM], nice: false } },
        x2: { field: "right" },
        y: { field: "y", type: "quantitative", title: "y (m)", scale: { domain: [-radiusM, radiusM], nice: false } },
        y2: { field: "above" },
        color: {
          field: "sinr",
          type: "quantitative",
          scale: { domain: [...rangeDb], clamp: true, ...sequentialScale },
          legend: { title: "SINR (dB)", gradientLength: side - 30, titleFontSize: theme.smallFontSize },
        },
      },
    } as TopLevelSpec,
  };
}

/** Angle off a sector's azimuth, wrapped, and its antenna's gain. */
function sectorTransforms(network: SinrMapNetwork, c: number): { calculate: string; as: string }[] {
  const { azimuthsDeg, beamwidthHDeg, beamwidthVDeg, weightH, weightV, limitsDb } = network;
  const limited = (attenuation: string, limit: number | null) =>
    limit === null ? attenuation : `min(${attenuation}, ${limit})`;
  const parabola = (off: string, beamwidth: number, weight: number) =>
    `${12 * weight} * pow((${off}) / ${beamwidth}, 2)`;
  const horizontal = limited(parabola(`datum.off${c}`, beamwidthHDeg, weightH), limitsDb.horizontal);
  const vertical = limited(parabola(`datum.depression - tilt${c}`, beamwidthVDeg, weightV), limitsDb.vertical);
  return [
    { calculate: `(datum.azimuth - ${azimuthsDeg[c]} + 900) % 360 - 180`, as: `off${c}` },
    { calculate: `pow(10, -${limited(`(${horizontal} + ${vertical})`, limitsDb.total)} / 10)`, as: `gain${c}` },
  ];
}
