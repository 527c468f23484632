import type { DataFrame } from "nodejs-polars";
import { CLASSES } from "../../datasets/index.ts";
import { type Figure, imageGrid, palette, playScene, type SceneKind } from "../../figures/index.ts";
import { rngFrom } from "../../random/index.ts";
import { runRows } from "../../study/runRows.ts";
import { tableOf } from "../../study/tableOf.ts";
import { COLOUR_NAMES, SHAPE_NAMES } from "./classNames.ts";
import { imageSchema } from "./imageSchema.ts";
import { configureEdgeRetraining } from "./model/edgeRetrainingConfiguration.ts";
import { SCHEMES } from "./schemes.ts";
import { BASE } from "./settings.ts";
import { ZONES, ZoneImages } from "./zoneImages.ts";

/** The episode that is watched. */
const SEED = 0;
const PANEL = SCHEMES.proposed.label;

const zoneName = (zone: number) => (zone === 0 ? "first zone" : `zone ${zone}`);
/** Beside black rings and stations. */
const ZONE_STYLES = [
  { colour: palette[0]?.colour ?? "", shape: ["circle", "circle"] },
  { colour: palette[2]?.colour ?? "", shape: ["square", "square"] },
  { colour: "#e39ad0", shape: ["diamond", "diamond"] },
  { colour: palette[1]?.colour ?? "", shape: ["triangle-down", "triangle-down"] },
] as const;
const KINDS: Readonly<Record<string, SceneKind>> = {
  "served by": { mark: "line", colour: "#9a9a9a", size: 2.5 },
  station: { mark: "point", colour: "#222222", shape: ["triangle-up", "triangle-up"], size: 13 },
  retrained: { mark: "point", colour: "#222222", size: 17 },
  ...Object.fromEntries(
    ZONE_STYLES.map(({ colour, shape }, zone) => [zoneName(zone), { mark: "point", colour, shape, size: 10 }]),
  ),
};

/** Frame by frame: where users are, which zone that is, which station serves them, whose model is retrained. */
export function associationMap(results: DataFrame): Figure {
  const rows = runRows(results, "proposed", BASE, "frame").filter((row) => row.seed === SEED);
  const { stations } = configureEdgeRetraining({});
  const things = rows.flatMap(({ frame, x, y, zone, station, retrained }) => {
    const [stationX, stationY] = stations[station] as readonly [number, number];
    const point = (kind: string) => ({ kind, x, y, x2: x, y2: y });
    const own = [
      { kind: "served by", x, y, x2: stationX, y2: stationY },
      point(zoneName(zone)),
      ...(retrained === 1 ? [point("retrained")] : []),
    ];
    return own.map((thing) => ({ frame, panel: PANEL, ...thing }));
  });
  const frames = [...new Set(rows.map((row) => row.frame))];
  const masts = frames.flatMap((frame) =>
    stations.map(([x, y]) => ({ frame, panel: PANEL, kind: "station", x, y, x2: x, y2: y })),
  );
  const all = [...things, ...masts];
  const retrainedIn = (frame: number) => rows.filter((row) => row.frame === frame && row.retrained === 1).length;
  return playScene(tableOf(all), {
    name: "edge-retraining/association",
    caption:
      "An episode of the proposed scheme, frame by frame: users by the zone they are in, the station that serves each, and whose " +
      "model is retrained (ringed) when the frame begins.",
    panels: [PANEL],
    kinds: KINDS,
    x: [-120, 120],
    y: [-75, 135],
    xTitle: "x (m)",
    yTitle: "y (m)",
    titleOf: (frame) =>
      `frame ${frame}: ${retrainedIn(frame)} of ${rows.filter((row) => row.frame === frame).length} retrained`,
    ratio: 210 / 240,
  });
}

/** An image of each class as it looks in each zone. */
export function zoneGallery(): Figure {
  const zones = new ZoneImages(SEED, imageSchema.parse({}));
  const shares = new Array<number>(CLASSES).fill(1 / CLASSES);
  const images = Array.from({ length: ZONES }, (_, zone) => {
    const { pixels } = zones.draw("physical", zone, CLASSES, shares, rngFrom(SEED, "gallery"));
    const size = pixels.length / CLASSES;
    return SHAPE_NAMES.flatMap((panel, shape) =>
      COLOUR_NAMES.map((x, colour) => {
        const at = (shape * COLOUR_NAMES.length + colour) * size;
        return { panel, x, y: zoneName(zone), pixels: pixels.subarray(at, at + size) };
      }),
    );
  }).flat();
  return imageGrid(images, {
    name: "edge-retraining/images",
    caption:
      "One made image of each class: as in the first zone, which the first model is trained on, and the same as it looks in the " +
      "others. In each of these, one class of every shape has another colour, brightness and contrast.",
  });
}
