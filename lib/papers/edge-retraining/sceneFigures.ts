import { FASHION_CLASSES } from "../../datasets/index.ts";
import { confusionMatrix, type Figure, imageGrid, palette, playScene, type SceneKind } from "../../figures/index.ts";
import { rngFrom } from "../../random/index.ts";
import { type Results, type Row, tableOf } from "../../study/index.ts";
import { networkOf, seedsOf } from "./captions.ts";
import { imageSchema, ZONES } from "./model/imageOptions.ts";
import { zoneImages } from "./model/zoneImages.ts";
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
  "came from": { mark: "line", colour: "#aa4488", size: 1.5 },
  "served by": { mark: "line", colour: "#9a9a9a", size: 2.5 },
  station: { mark: "point", colour: "#222222", shape: ["triangle-up", "triangle-up"], size: 13 },
  retrained: { mark: "point", colour: "#cc3311", size: 19 },
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
  const placeOf = new Map(rows.map(({ frame, user, x, y }) => [`${frame} ${user}`, { x, y }]));
  const things = rows.flatMap(({ frame, user, x, y, zone, station, retrained }) => {
    const [stationX, stationY] = stations[station];
    const point = (kind: string) => ({ kind, x, y, x2: x, y2: y });
    const last = placeOf.get(`${frame - 1} ${user}`) ?? { x, y };
    const hasMoved = last.x !== x || last.y !== y;
    const marks = [
      ...(hasMoved ? [{ kind: "came from", x: last.x, y: last.y, x2: x, y2: y }] : []),
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
      "An episode of the proposed scheme, frame by frame: users by the zone they are in, from where they came with the frame, the " +
      "station that serves each, and whose retraining begins (ringed).",
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

/** Two photographs of each class as they look in each zone. */
export function images(): Figure {
  const zones = zoneImages(SEED, imageSchema.parse({}));
  const classes = FASHION_CLASSES.length;
  const shares = new Array<number>(classes).fill(1 / classes);
  const drawn = Array.from({ length: ZONES }, (_, zone) => {
    const { pixels } = zones.draw("physical", zone, classes, shares, rngFrom(SEED, "gallery"));
    const size = pixels.length / classes;
    return FASHION_CLASSES.map((x, label) => {
      return { panel: "", x, y: zoneName(zone), pixels: pixels.subarray(label * size, (label + 1) * size) };
    });
  }).flat();
  return imageGrid(drawn, {
    name: "edge-retraining/images",
    caption:
      "A photograph of each class (Fashion-MNIST, 14 x 14 pixels) as in the first zone, where the first model is trained, and " +
      "as it looks in the others: half of the classes are seen from another side and in another light.",
    columns: 2,
  });
}

/** Confusions of the first model in zone 1, and of the one that is retrained for it. */
export function confusions(results: Results): Figure {
  const all = results.rows(watched(), "confusion");
  const seeds = new Set(all.map((row) => row.seed)).size;
  const shareOf = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + row.share, 0) / seeds;
  const cells = ["before", "after"].flatMap((stage) => {
    const rows = results.rows(watched(), "confusion", { stage });
    const right = shareOf(rows.filter((row) => row.label === row.predicted)) / FASHION_CLASSES.length;
    const panel = `${stage} retraining, ${(100 * right).toFixed(0)} % right`;
    return [...Map.groupBy(rows, (row) => `${row.label}/${row.predicted}`).values()].map((same) => {
      const [{ label, predicted }] = same;
      return { panel, label, predicted, share: shareOf(same) };
    });
  });
  return confusionMatrix(tableOf(cells), {
    name: "edge-retraining/confusions",
    caption:
      "What the first model takes the images of zone 1 for, before and after a retraining on physical and the twin's images; means over " +
      `${seedsOf(all)}. Half of the classes look otherwise there, which ones differs between seeds.`,
    classes: FASHION_CLASSES,
  });
}
