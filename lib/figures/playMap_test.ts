import pl from "nodejs-polars";
import { expect, test } from "vitest";
import { checkFigure } from "./checkFigure.ts";
import { mapStrip } from "./mapStrip.ts";
import { playMap } from "./playMap.ts";

const PERIOD = 4;
const users = ["0", "1", "2"];
const rows = Array.from({ length: 10 }, (_, slot) => slot).flatMap((slot) =>
  users.map((user, index) => {
    const [x, y, age] = [10 * index - 5 * slot + 20, 8 * index - 10, slot % PERIOD];
    const state = { synced: age === 0, age, twinError: 25 * age ** 2, rate: age === 0 ? 59.5 : 71.25 };
    return { slot, user, x, y, twinX: x + 5 * age, twinY: y, ...state };
  }),
);
const table = pl.DataFrame(rows);
const options = {
  ...{ name: "test/play", caption: "One episode.", bs: [0, 0] as const, server: [20, 20] as const },
  area: { x: [-50, 50] as const, y: [-50, 50] as const },
};

test("there is a frame for every slot, in order, that says slot, age, error and rate", () => {
  const { frames = [], layout } = playMap(table, options).plotly ?? {};
  const titles = frames.map((frame) => (frame.layout as { title: { text: string } }).title.text);
  expect(frames.map((frame) => frame.name)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  expect(titles[0]).toBe("Slot 0: synchronised<br>error 0.00 m², rate 59.5 bit/s/Hz");
  expect(titles[6]).toBe("Slot 6: age of the twin 2 slots<br>error 100.00 m², rate 71.3 bit/s/Hz");
  expect((layout as { title: { text: string } }).title.text).toBe(titles[0]);
  expect((layout as { sliders: { steps: object[] }[] }).sliders[0]?.steps).toHaveLength(10);
});

test("a frame holds the table's positions and joins each user to its twin", () => {
  const { frames = [] } = playMap(table, options).plotly ?? {};
  const [, errors, twins, people] = (frames[7]?.data ?? []) as { x: { bdata: string } }[];
  const now = rows.filter((row) => row.slot === 7);
  expect(unpacked(people?.x)).toEqual(now.map((row) => row.x));
  expect(unpacked(twins?.x)).toEqual(now.map((row) => row.twinX));
  expect(unpacked(errors?.x)).toEqual(now.flatMap((row) => [row.x, row.twinX, Number.NaN]));
});

test("the server flashes in slots that synchronise and in no other", () => {
  const { frames = [] } = playMap(table, options).plotly ?? {};
  const flashes = frames.map((frame) => (frame.data as { marker: { opacity: number } }[])[4]?.marker.opacity);
  expect(flashes).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
});

test("frames change traces that exist", () => {
  const { data = [], frames = [] } = playMap(table, options).plotly ?? {};
  for (const frame of frames) {
    expect(frame.traces).toEqual([0, 1, 2, 3, 4]);
    expect(frame.data).toHaveLength(5);
  }
  expect(data.length).toBeGreaterThan(5);
});

test("the companion shows the same table as a strip from one synchronisation to the next but one", async () => {
  const figure = playMap(table, options);
  const kinds = ["user", "user in the twin", "base station", "server of the twin"];
  const panels = [
    "slot 0, synced",
    "slot 2, age 2",
    "slot 3, age 3",
    "slot 5, age 1",
    "slot 6, age 2",
    "slot 8, synced",
  ];
  expect(await checkFigure(figure, [...kinds, ...panels, "error 100.0 m²"])).toEqual([]);
});

test("a strip shows the slots that it is told to, and says which there are", async () => {
  const strip = mapStrip(table, { ...options, slots: [1, 2, 9], columns: 2 });
  expect(await checkFigure(strip, ["slot 1, age 1", "slot 2, age 2", "slot 9, age 1"])).toEqual([]);
  expect(() => mapStrip(table, { ...options, slots: [10] })).toThrow(
    /slot 10 is not in the table, whose slots are 0, 1/,
  );
});

test("maps of a wide area stand three in a row on two columns, of a square one six", () => {
  const rowLength = (y: number) => {
    const area = { x: [-150, 150] as const, y: [-y, y] as const };
    const strip = mapStrip(table, { ...options, area, slots: [0, 1, 2, 3, 4, 5], columns: 2 });
    return (strip.vegaLite as unknown as { columns: number }).columns;
  };
  expect([rowLength(50), rowLength(150)]).toEqual([3, 6]);
});

test("a user is hollow on paper, and the twin's is drawn over it: a small error can be seen", () => {
  type Layer = { mark: { type: string; filled?: boolean }; transform: { filter: { oneOf: string[] } }[] };
  const { spec } = mapStrip(table, options).vegaLite as unknown as { spec: { layer: Layer[] } };
  const points = spec.layer.filter(({ mark }) => mark.type === "point");
  expect(points[0].transform[0].filter.oneOf).toEqual(["user"]);
  expect(points.map(({ mark }) => mark.filled)).toEqual([false, true, true]);
});

function unpacked(array: { bdata: string } | undefined): number[] {
  return [...new Float32Array(Uint8Array.from(Buffer.from(array?.bdata ?? "", "base64")).buffer)];
}
