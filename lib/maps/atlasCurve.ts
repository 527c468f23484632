import { escapeXml, textWidth } from "../figures/index.ts";
import { type Curve, type CurvePoint, curveOf } from "./curve.ts";
import { levelText, withMinus } from "./levels.ts";
import { changesText } from "./mapText.ts";
import { type MapReport, STANDINGS, type Standing } from "./report.ts";

/** Sizes in pixels: of the plot, of a row of dots, of the gap between curve and dots, above the plot, and of its letters. */
const [WIDTH, HEIGHT, ROW, GAP, TOP, LETTERS] = [690, 210, 15, 14, 8, 11];
/** Round steps between the ticks of the axis of effects, times a power of ten. */
const STEPS = [1, 2, 5, 10];
/** Ticks of the axis of effects, about. */
const TICKS = 7;

/** The specification curve in the page of the atlas: each point leads to its look in the table below. */
export function atlasCurve(report: MapReport): string {
  const { id, paper, tolerance, unit } = report;
  const curve = curveOf(report);
  const { points, least, most, axes } = curve;
  const rows = axes.flatMap((axis) => axis.levels.map((level) => ({ axis, level: levelText(level) })));
  const nameOf = ({ axis, level }: (typeof rows)[number]) => `${axis.label}: ${withMinus(level)}`;
  const names = Math.ceil(Math.max(...rows.map((row) => textWidth(nameOf(row), LETTERS)))) + 12;
  const x = (rank: number) => rounded(names + (WIDTH * (rank + 1)) / (points.length + 1));
  const y = (effect: number) => rounded(TOP + (HEIGHT * (most - effect)) / (most - least));
  const bottom = TOP + HEIGHT + GAP;
  const rowY = (row: number) => bottom + ROW * (row + 0.5);
  const of = (standing: Standing) => points.filter(({ cell }) => cell.standing === standing);
  const dotsOf = ({ cell, rank }: CurvePoint) =>
    rows.flatMap(({ axis, level }, row) =>
      levelText(cell.reading[axis.path]) === level ? `M${x(rank)} ${rowY(row)}h0` : [],
    );
  const across = (effect: number) => `M${names} ${y(effect)}h${WIDTH}`;
  const parts = [
    ...ticksOf(curve).map(
      (tick) =>
        `<path class="grid" d="${across(tick)}"/><text x="${names - 6}" y="${y(tick) + 4}">${withMinus(String(tick))}</text>`,
    ),
    `<path class="zero" d="${across(0)}"/>`,
    ...(typeof paper === "number"
      ? [
          `<path class="tolerance" d="${across(paper - tolerance)}V${y(paper + tolerance)}H${names}Z"/>`,
          `<path class="paper" d="${across(paper)}"/>`,
        ]
      : []),
    ...points
      .filter(({ cell }) => cell.isHeadline)
      .map(({ rank }) => `<path class="headline" d="M${x(rank)} ${TOP}V${bottom + ROW * rows.length}"/>`),
    ...axes.map((axis, i) => {
      const before = axes.slice(0, i).reduce((sum, { levels }) => sum + levels.length, 0);
      const box = `x="0" y="${bottom + ROW * before}" width="${names + WIDTH}" height="${ROW * axis.levels.length}"`;
      return i % 2 === 0 ? `<rect ${box}/>` : "";
    }),
    ...rows.map((row, i) => `<text x="${names - 6}" y="${rowY(i) + 4}">${escapeXml(nameOf(row))}</text>`),
    ...STANDINGS.map((standing) => {
      const own = of(standing);
      const bars = own.map(({ rank, low, high }) => `M${x(rank)} ${y(low)}V${y(high)}`);
      return `<g class="${standing.replace(" ", "-")}"><path class="bars" d="${bars.join("")}"/><path class="dots" d="${own.flatMap(dotsOf).join("")}"/>${own.map((point) => pointOf(report, point, x(point.rank), y(point.value))).join("")}</g>`;
    }),
  ];
  const size = `viewBox="0 0 ${names + WIDTH + 4} ${bottom + ROW * rows.length + 4}"`;
  return `<svg class="curve" ${size} role="img" aria-label="${id}: ${points.length} readings, sorted by effect (${escapeXml(unit)})">
${parts.filter((part) => part !== "").join("\n")}
</svg>`;
}

/** A point that leads to its look, and says what it is where the pointer rests. */
function pointOf({ id, cells, unit }: MapReport, { cell, lies }: CurvePoint, x: number, y: number): string {
  const text = `${Number(cell.value.toPrecision(3))} ${unit} (${cell.standing}): ${changesText(changesOf(cells, cell))}`;
  const shape =
    lies === "within"
      ? `<circle cx="${x}" cy="${y}" r="2.6"/>`
      : `<path d="M${x - 3} ${y}h6l-3 ${lies === "above" ? -5 : 5}Z"/>`;
  return `<a href="#${lookId(id, cells.indexOf(cell))}"><title>${escapeXml(text)}</title>${shape}</a>`;
}

/** The anchor of a look. */
export function lookId(id: string, index: number): string {
  return `${id}-look-${index}`;
}

/** What a cell changes of the headline's reading. */
export function changesOf(
  cells: MapReport["cells"],
  { reading }: MapReport["cells"][number],
): MapReport["cells"][number]["reading"] {
  const headline = cells.find(({ isHeadline }) => isHeadline)?.reading ?? {};
  return Object.fromEntries(
    Object.entries(reading).filter(([path, value]) => levelText(value) !== levelText(headline[path])),
  );
}

/** Round numbers at equal distances on the axis of effects. */
function ticksOf({ least, most }: Curve): number[] {
  const wanted = (most - least) / TICKS;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * (STEPS.find((factor) => factor * power >= wanted) ?? 10);
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** To a tenth of a pixel. */
function rounded(pixels: number): number {
  return Number(pixels.toFixed(1));
}
