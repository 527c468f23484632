import { CLASSES } from "../../datasets/index.ts";
import { confusionMatrix, type Figure, imageGrid, palette, playScene, type SceneKind } from "../../figures/index.ts";
import { rngFrom } from "../../random/index.ts";
import { type Results, type Row, tableOf } from "../../study/index.ts";
import { networkOf, seedsOf } from "./captions.ts";
import { COLOUR_NAMES, imageSchema, SHAPE_NAMES, ZONES, ZoneImages } from "./model/zoneImages.ts";
import { SCHEMES, served, watched } from "./settings.ts";

/** Seed of the images that are shown. */
const SEED = 0;
const PANEL = SCHEMES.proposed.label;

const zoneName = (zone: number) => (zone === 0 ? "first zone" : `zone ${zone}`);
/** Colours and marks of the zones, distinct from black rings and stations. */
const ZONE_STYLES = [
  { colour: palette[0].colour, shape: ["circle", "circle"] },
  { colour: palette[2].colour, shape: ["square", "square"] },
  { colour: "#e39ad0", shape: ["diamond", "diamond"] },
  { colour: palette[1].colour, shape: ["triangle-down", "triangle-down"] },
] as const;
const KINDS: Readonly<Record<string, SceneKind>> = {
  "served by": { mark: "line", colour: "#9a9a9a", size: 2.5 },
  station: { mark: "point", colour: "#222222", shape: ["triangle-up", "triangle-up"], size: 13 },
  retrained: { mark: "point", colour: "#222222", size: 17 },
  ...Object.fromEntries(
    ZONE_STYLES.map(({ colour, shape }, zone) => [zoneName(zone), { mark: "point", colour, shape, size: 10 }]),
  ),
};

/** Part of the plane that is drawn, m: the triangle of the stations and a margin. */
const BOX = { x: [-120, 120], y: [-75, 135] } as const;

/**
 * The first seed's episode frame by frame: places and zones of the users, the stations that serve them, the models that
 * are retrained.
 */
export function association(results: Results): Figure {
  const [{ seed }] = results.rows(served("proposed"), "frame");
  const rows = results.rows(served("proposed"), "frame", { seed });
  const { stations } = networkOf(results);
  const things = rows.flatMap(({ frame, x, y, zone, station, retrained }) => {
    const [stationX, stationY] = stations[station];
    const point = (kind: string) => ({ kind, x, y, x2: x, y2: y });
    const marks = [
      { kind: "served by", x, y, x2: stationX, y2: stationY },
      point(zoneName(zone)),
      ...(retrained === 1 ? [point("retrained")] : []),
    ];
    return marks.map((thing) => ({ frame, panel: PANEL, ...thing }));
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
    ...BOX,
    xTitle: "x (m)",
    yTitle: "y (m)",
    titleOf: (frame) =>
      `frame ${frame}: ${retrainedIn(frame)} of ${rows.filter((row) => row.frame === frame).length} retrained`,
    ratio: (BOX.y[1] - BOX.y[0]) / (BOX.x[1] - BOX.x[0]),
  });
}

/** An image of each class as it looks in each zone. */
export function images(): Figure {
  const zones = new ZoneImages(SEED, imageSchema.parse({}));
  const shares = new Array<number>(CLASSES).fill(1 / CLASSES);
  const drawn = Array.from({ length: ZONES }, (_, zone) => {
    const { pixels } = zones.draw("physical", zone, CLASSES, shares, rngFrom(SEED, "gallery"));
    const size = pixels.length / CLASSES;
    return SHAPE_NAMES.flatMap((panel, shape) =>
      COLOUR_NAMES.map((x, colour) => {
        const at = (shape * COLOUR_NAMES.length + colour) * size;
        return { panel, x, y: zoneName(zone), pixels: pixels.subarray(at, at + size) };
      }),
    );
  }).flat();
  return imageGrid(drawn, {
    name: "edge-retraining/images",
    caption:
      "One made image of each class: as in the first zone, which the first model is trained on, and the same as it looks in the " +
      "others. In each of these, one class of every shape has another colour, brightness and contrast.",
  });
}

/** Confusions of the first model in zone 1, and of the one that is retrained for it. */
export function confusions(results: Results): Figure {
  const all = results.rows(watched(), "confusion");
  const seeds = new Set(all.map((row) => row.seed)).size;
  const classes = SHAPE_NAMES.flatMap((shape) => COLOUR_NAMES.map((colour) => `${shape} ${colour[0]}`));
  const shareOf = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + row.share, 0) / seeds;
  const cells = ["before", "after"].flatMap((stage) => {
    const rows = results.rows(watched(), "confusion", { stage });
    const right = shareOf(rows.filter((row) => row.label === row.predicted)) / classes.length;
    const panel = `${stage} retraining, ${(100 * right).toFixed(0)} % right`;
    return [...Map.groupBy(rows, (row) => `${row.label}/${row.predicted}`).values()].map((same) => {
      const [{ label, predicted }] = same;
      return { panel, label, predicted, share: shareOf(same) };
    });
  });
  return confusionMatrix(tableOf(cells), {
    name: "edge-retraining/confusions",
    caption:
      "What the first model takes the images of zone 1 for, before and after a retraining on the twin's images; means over " +
      `${seedsOf(all)}. One class of each shape looks otherwise there, which one differs between seeds (w: warm, c: cold).`,
    classes,
  });
}
