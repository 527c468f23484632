import type { Figure } from "./figure.ts";
import { pictureOf, pictureProblems } from "./picture.ts";

/** The part of a Vega-Lite specification that this file reads. */
interface Unit {
  /** rows, or a sequence of numbers that transforms make them from */
  readonly data?: { readonly values?: readonly Readonly<Record<string, unknown>>[]; readonly sequence?: object };
  readonly encoding?: Readonly<Record<string, { readonly field?: string } | undefined>>;
  readonly layer?: readonly Unit[];
  readonly spec?: Unit;
}

/**
 * The faults of a figure: a data set with no rows, a null or NaN in an encoded field, a mark at no place, a warning of
 * Vega-Lite, a text that leaves the page or that the fonts cannot write, an axis that says nothing, or a name (of a
 * method, a policy) that the drawn picture does not show. Empty if all is well.
 *
 * @example expect(await checkFigure(figure, ["GRU + SAC", "GRU + DQN"])).toEqual([]);
 */
export async function checkFigure(figure: Figure, names: readonly string[] = []): Promise<string[]> {
  const picture = await pictureOf(figure);
  const { nodes, warnings } = picture;
  const places = nodes.filter(({ x, y }) => Number.isNaN(x) || Number.isNaN(y));
  const said = nodes.flatMap(({ text }) => (text === undefined ? [] : [text].flat().map(String)));
  return [
    ...warnings,
    ...dataProblems(figure.vegaLite as Unit, []),
    ...pictureProblems(figure, picture),
    ...(places.length > 0 ? [`${places.length} marks have no place`] : []),
    ...said.filter((text) => /\b(NaN|null|undefined)\b/.test(text)).map((text) => `a text says "${text}"`),
    ...names.filter((name) => !said.some((text) => text.includes(name))).map((name) => `nothing says "${name}"`),
  ];
}

function dataProblems(unit: Unit, inherited: readonly Readonly<Record<string, unknown>>[]): string[] {
  const rows = unit.data?.values ?? inherited;
  const children = [...(unit.layer ?? []), ...(unit.spec === undefined ? [] : [unit.spec])];
  const fields = Object.values(unit.encoding ?? {}).flatMap((channel) => channel?.field ?? []);
  const problems = fields.flatMap((field) => {
    if (!rows.some((row) => field in row)) return [];
    const holes = rows.filter((row) => row[field] === null || row[field] === undefined || Number.isNaN(row[field]));
    return holes.length > 0 ? [`${holes.length} rows have no "${field}"`] : [];
  });
  const empty =
    unit.data !== undefined && unit.data.sequence === undefined && rows.length === 0 ? ["a data set has no rows"] : [];
  return [...empty, ...problems, ...children.flatMap((child) => dataProblems(child, rows))];
}
