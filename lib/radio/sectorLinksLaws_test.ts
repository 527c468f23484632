import fc from "fast-check";
import { expect, test } from "vitest";
import { SectorLinks, type SectorNetwork } from "./sectorLinks.ts";

const none = { limitVDb: Infinity, limitHDb: Infinity, limitDb: Infinity };
/** Unequal in all that can be: powers, and where a law needs it, shadowing and users' gains. */
const network: SectorNetwork = {
  users: 1,
  site: { position: [0, 0], heightM: 10, userHeightM: 0, azimuthsDeg: [0, 120, 240] },
  pattern: { beamwidthVDeg: 30, beamwidthHDeg: 120, weightV: 1, weightH: 1, ...none },
  powers: [2, 3, 5],
  userPower: 7,
  noise: 1e-4,
  pathLossConstant: 0.5,
  pathLossExponent: 2,
  distance: "3d",
  minimumDistanceM: 1,
  association: "azimuth",
};
const tilts = [10, 20, 30];
type Point = readonly [number, number];

function linksAt(points: readonly Point[], changes: Partial<SectorNetwork> = {}, aimed: readonly number[] = tilts) {
  const links = new SectorLinks({ ...network, users: points.length, ...changes });
  links.place(Float64Array.from(points.flat()));
  links.aimAll(Float64Array.from(aimed));
  return links;
}
/** SINRs of all users: down, up as printed, up as physical. */
function sinrs(links: SectorLinks) {
  const [down, printed, physical] = [0, 1, 2].map(() => new Float64Array(links.users));
  links.downlinkSinr(down);
  links.uplinkSinr("printed", printed);
  links.uplinkSinr("physical", physical);
  return { down, printed, physical };
}
const coordinate = fc.integer({ min: -60, max: 60 });
const anyPoint = fc.tuple(coordinate, coordinate);
const anyTilt = fc.integer({ min: 0, max: 45 });

test("a user has alone the gains, the sector, and the SINRs of one user's that it has among others", () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { minLength: 2, maxLength: 5 }), (points) => {
      for (const association of ["azimuth", "gain"] as const) {
        const all = linksAt(points, { association });
        const { down, printed } = sinrs(all);
        for (const [user, point] of points.entries()) {
          const alone = linksAt([point], { association });
          expect(all.gain.subarray(3 * user, 3 * user + 3)).toEqual(alone.gain);
          expect(all.sector[user]).toBe(alone.sector[0]);
          expect(down[user]).toBe(sinrs(alone).down[0]);
          expect(printed[user]).toBe(sinrs(alone).printed[0]);
        }
      }
    }),
  );
});

test("A (2) and A (5) by hand: powers, shadowing of each direction, the user's gain, and the loss a d^-beta", () => {
  const changes = { shadowing: [0.5, 2, 4], uplinkShadowing: [3, 0.25, 1], userGain: [1.5] };
  const links = linksAt([[24, 0]], changes); // 26 m of slant, served by sector 0
  const [g0, g1, g2] = links.gain;
  const loss = (1.5 * 0.5) / 26 ** 2;
  const { down, printed, physical } = sinrs(links);
  expect(down[0]).toBeCloseTo((2 * 0.5 * g0 * loss) / (1e-4 + (3 * 2 * g1 + 5 * 4 * g2) * loss), 12);
  expect(printed[0]).toBeCloseTo((7 * 3 * g0 * loss) / (1e-4 + (3 * 0.25 * g1 + 5 * g2) * loss), 12);
  expect(physical[0]).toBeCloseTo((7 * 3 * g0 * loss) / 1e-4, 9);
});

test("on the physical uplink each antenna hears the users of all others through their own shadowing", () => {
  const points: Point[] = [
    [24, 0],
    [-12, 21],
    [-12, -21],
  ];
  const uplinkShadowing = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const links = linksAt(points, { uplinkShadowing });
  const received = (user: number, c: number) => {
    const [x, y] = points[user];
    return (7 * 0.5 * links.gain[3 * user + c] * uplinkShadowing[3 * user + c]) / (x * x + y * y + 100);
  };
  expect([...links.sector]).toEqual([0, 1, 2]);
  const others = (c: number) =>
    [0, 1, 2].filter((user) => user !== c).reduce((sum, user) => sum + received(user, c), 0);
  const expected = [0, 1, 2].map((c) => expect.closeTo(received(c, c) / (1e-4 + others(c)), 9));
  expect([...sinrs(links).physical]).toEqual(expected);
  expect([...sinrs(links).physical]).toEqual(expected); // what was heard before is forgotten
});

test("on the ground the distance is that without the mast's height, and none is below the least", () => {
  const signal = (changes: Partial<SectorNetwork>) => sinrs(linksAt([[24, 0]], { ...changes, noise: 1 })).physical[0];
  expect(signal({ distance: "2d" }) / signal({ distance: "3d" })).toBeCloseTo((26 / 24) ** 2, 12);
  expect(signal({ minimumDistanceM: 52 }) / signal({})).toBeCloseTo(1 / 4, 12);
});

test("antennas that are equally good serve by the lower index", () => {
  const site = { ...network.site, azimuthsDeg: [90, 0, 0] };
  expect([...linksAt([[24, 0]], { site, association: "gain" }, [10, 10, 10]).sector]).toEqual([1]);
});

test("positions and tilts are read, and SINRs written, from where it is told and nowhere else", () => {
  const points: Point[] = [
    [24, 0],
    [-30, 16],
  ];
  const links = linksAt([
    [1, 1],
    [2, 2],
  ]);
  links.place(Float64Array.of(9, 9, ...points.flat(), 9), 2);
  links.aimAll(Float64Array.of(99, ...tilts, 99), 1);
  const { down, printed, physical } = sinrs(linksAt(points));
  const written = (write: (out: Float64Array, offset: number) => void) => {
    const out = new Float64Array(4).fill(-1);
    write(out, 1);
    return [...out];
  };
  expect(written((out, at) => links.downlinkSinr(out, at))).toEqual([-1, ...down, -1]);
  expect(written((out, at) => links.uplinkSinr("printed", out, at))).toEqual([-1, ...printed, -1]);
  expect(written((out, at) => links.uplinkSinr("physical", out, at))).toEqual([-1, ...physical, -1]);
});

test("the least SINR of a user over intervals of tilts is that of the worst corner or of the tilt that looks at it", () => {
  const interval = fc.tuple(anyTilt, anyTilt).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(
      fc.array(anyPoint, { minLength: 1, maxLength: 3 }),
      fc.tuple(interval, interval, interval),
      (points, tried) => {
        const bound = new Float64Array(points.length);
        const [low, high] = [0, 1].map((end) => tried.map((ends) => ends[end]));
        linksAt(points).lowestDownlinkSinr(low, high, bound);
        for (const [user, point] of points.entries()) {
          const looksAt = (Math.atan2(10, Math.hypot(...point)) * 180) / Math.PI;
          const candidates = tried.map(([from, to]) => [from, to, Math.min(Math.max(looksAt, from), to)]);
          let least = Infinity;
          for (const a of candidates[0])
            for (const b of candidates[1])
              for (const c of candidates[2]) least = Math.min(least, sinrs(linksAt([point], {}, [a, b, c])).down[0]);
          expect(bound[user]).toBeCloseTo(least, 9);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("where the strongest antenna serves, no tilts within the intervals give less than the bound", () => {
  const interval = fc.tuple(anyTilt, anyTilt).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const within = fc.array(fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 1, noNaN: true }))), {
    minLength: 9,
  });
  const equal = { association: "gain", powers: [1, 1, 1] } as const;
  fc.assert(
    fc.property(anyPoint, fc.tuple(interval, interval, interval), within, (point, tried, places) => {
      const bound = new Float64Array(1);
      const [low, high] = [0, 1].map((end) => tried.map((ends) => ends[end]));
      linksAt([point], equal).lowestDownlinkSinr(low, high, bound);
      for (const place of places) {
        const inside = tried.map(([from, to], c) => from + (to - from) * (place[c] as number));
        const [sinr] = sinrs(linksAt([point], equal, inside)).down;
        expect(bound[0]).toBeLessThanOrEqual(sinr * (1 + 1e-9));
      }
    }),
    { numRuns: 100 },
  );
  const links = linksAt([[24, 0]], { association: "gain", powers: [1, 1, 2] });
  expect(() => links.lowestDownlinkSinr(tilts, tilts, new Float64Array(1))).toThrow(
    'association = "gain" has a bound for equal powers',
  );
});
