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
  /** Length of the lines that show where antennas look, in radii. */
  boresight: 0.2,
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
  /** who serves: the sector whose azimuth is nearest, or the antenna with the largest gain */
  readonly association: "azimuth" | "gain";
}

/** Options of `sinrMap`. */
export interface SinrMapOptions extends Pick<Figure, "name" | "caption"> {
  /** where the sliders start, one for each sector; paper shows the map there */
  readonly tiltsDeg: readonly number[];
}

/**
 * SINR over the disc around a mast, A (2) and A (3), with a slider for the tilt of each sector: the page that shows the
 * map computes it. Lines at the mast show where the antennas look.
 */
export function sinrMap(network: SinrMapNetwork, { name, caption, tiltsDeg }: SinrMapOptions): Figure {
  const { squares, rangeDb, side, boresight } = defaults;
  const { radiusM, heightM, azimuthsDeg, tiltRangeDeg, power, noise, pathLossExponent, association } = network;
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
      params: sectors.map((c) => ({
        name: `tilt${c}`,
        value: tiltsDeg[c] ?? low,
        bind: { input: "range", min: low, max: high, step: 0.5, name: `tilt of the sector at ${azimuthsDeg[c]}° ` },
      })),
      layer: [
        {
          data: { sequence: { start: 0, stop: squares ** 2, as: "i" } },
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
            calculate(
              "own",
              association === "gain"
                ? `max(${sectors.map((c) => `datum.gain${c}`).join(", ")})`
                : sectors.map((c) => `(datum.serves${c} ? datum.gain${c} : 0)`).join(" + "),
            ),
            calculate("all", sectors.map((c) => `datum.gain${c}`).join(" + ")),
            calculate("path", pathGain),
            calculate(
              "sinr",
              `10 * log(${power} * datum.own * datum.path / (${noise} + ${power} * (datum.all - datum.own) * datum.path)) / LN10`,
            ),
            calculate("left", `datum.x - ${square / 2}`),
            calculate("right", `datum.x + ${square / 2}`),
            calculate("below", `datum.y - ${square / 2}`),
            calculate("above", `datum.y + ${square / 2}`),
          ],
          mark: { type: "rect", strokeWidth: 0 },
          encoding: {
            x: { ...along("x"), field: "left" },
            x2: { field: "right" },
            y: { ...along("y"), field: "below" },
            y2: { field: "above" },
            color: {
              field: "sinr",
              type: "quantitative",
              scale: { domain: [...rangeDb], clamp: true, ...sequentialScale },
              legend: {
                title: "SINR (dB)",
                gradientLength: side - 30,
                titleFontSize: theme.smallFontSize,
                values: [...rangeDb, 0],
                labelExpr: `(datum.value == ${rangeDb[0]} ? "≤ " : datum.value == ${rangeDb[1]} ? "≥ " : "") + datum.label`,
              },
            },
          },
        },
        {
          data: { values: azimuthsDeg.map((azimuth) => ({ x: 0, y: 0, ...towards(azimuth, boresight * radiusM) })) },
          mark: { type: "rule", strokeWidth: 1.4, color: theme.ink },
          encoding: { x: along("x"), y: along("y"), x2: { field: "x2" }, y2: { field: "y2" } },
        },
      ],
    } as unknown as TopLevelSpec,
  };

  function along(axis: "x" | "y") {
    const scale = { domain: [-radiusM, radiusM], nice: false };
    return { field: axis, type: "quantitative", title: `${axis} (m)`, scale };
  }
}

/** The end of a line from the mast. */
function towards(azimuthDeg: number, lengthM: number) {
  const angle = (azimuthDeg * Math.PI) / 180;
  return { x2: lengthM * Math.cos(angle), y2: lengthM * Math.sin(angle) };
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
