import type { TopLevelSpec } from "vega-lite";

/** Properties of a Vega-Lite specification that are lengths. */
const LENGTHS = new Set(
  [
    "width height fontSize labelFontSize titleFontSize labelLineHeight strokeWidth symbolStrokeWidth gridWidth",
    "tickWidth tickSize labelPadding titlePadding padding left right top bottom offset spacing columnPadding",
    "rowPadding dx dy xOffset thickness symbolOffset labelOffset strokeDash gradientLength gradientThickness minExtent maxExtent",
  ].flatMap((names) => names.split(" ")),
);

/** Properties that are areas. */
const AREAS = new Set(["size", "symbolSize"]);

/** Properties that hold no length of the picture. */
const NOT_DRAWN = new Set(["data", "datasets", "transform", "params", "values"]);

/**
 * A figure with every length multiplied: points on paper become pixels on a screen.
 *
 * @example enlarge(specification, 1.6) // 252 wide becomes 403, text of 8 becomes 12.8
 */
export function enlarge(specification: TopLevelSpec, factor: number): TopLevelSpec {
  return enlarged(specification, factor, "") as TopLevelSpec;
}

function enlarged(value: unknown, factor: number, parent: string): unknown {
  if (Array.isArray(value)) return value.map((item) => enlarged(item, factor, parent));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => {
    if (NOT_DRAWN.has(key)) return [key, child];
    if (key === "scale" && parent === "strokeDash") return [key, { ...child, range: multiplied(child.range, factor) }];
    if (key === "scale" && parent === "size") return [key, { ...child, range: multiplied(child.range, factor ** 2) }];
    if (key === "scale") return [key, child];
    if (AREAS.has(key) && typeof child === "number") return [key, child * factor * factor];
    if (LENGTHS.has(key) || (key === "value" && (parent === "x" || parent === "y")))
      return [key, multiplied(child, factor)];
    return [key, enlarged(child, factor, key)];
  });
  return Object.fromEntries(entries);
}

function multiplied(value: unknown, factor: number): unknown {
  if (typeof value === "number") return value * factor;
  return Array.isArray(value) ? value.map((item) => multiplied(item, factor)) : enlarged(value, factor, "");
}
