import fc from "fast-check";
import { expect, test } from "vitest";
import { type SectorPattern, sectorGain, wrapDegrees } from "./sectorAntenna.ts";
import { SectorLinks, type SectorNetwork } from "./sectorLinks.ts";
import { shannonRate } from "./shannonRate.ts";
import { servingSector, siteAngles } from "./siteAngles.ts";

const none = { limitVDb: Infinity, limitHDb: Infinity, limitDb: Infinity };
const paper: SectorPattern = { beamwidthVDeg: 30, beamwidthHDeg: 120, weightV: 1, weightH: 1, ...none };
const clamped: SectorPattern = { ...paper, limitVDb: 20, limitHDb: 25, limitDb: 25 };
const macro: SectorPattern = { ...clamped, beamwidthVDeg: 10, beamwidthHDeg: 70 };
const element: SectorPattern = {
  ...paper,
  beamwidthVDeg: 65,
  beamwidthHDeg: 65,
  limitVDb: 30,
  limitHDb: 30,
  limitDb: 30,
};

/** dB of an antenna aimed at (tilt, 0). */
const decibel = (pattern: SectorPattern, vertical: number, horizontal: number, tilt = 0) =>
  10 * Math.log10(sectorGain(vertical, tilt, horizontal, 0, pattern));

const site = { position: [0, 0], heightM: 10, userHeightM: 0, azimuthsDeg: [0, 120, 240] } as const;
const network = (changes: Partial<SectorNetwork> = {}): SectorNetwork => ({
  users: 1,
  site,
  pattern: paper,
  powers: [1, 1, 1],
  userPower: 1,
  noise: 1e-6,
  pathLossConstant: 1,
  pathLossExponent: 2,
  distance: "3d",
  minimumDistanceM: 1,
  association: "azimuth",
  ...changes,
});

function linksAt(points: readonly (readonly [number, number])[], tilts: readonly number[], changes = {}): SectorLinks {
  const links = new SectorLinks(network({ users: points.length, ...changes }));
  links.place(Float64Array.from(points.flat()));
  links.aimAll(Float64Array.from(tilts));
  return links;
}

function downlinkRates(links: SectorLinks): number[] {
  const sinr = new Float64Array(links.users);
  links.downlinkSinr(sinr);
  return [...sinr].map((ratio) => shannonRate(1, ratio));
}

function uplinkSinr(links: SectorLinks, form: "printed" | "physical"): number[] {
  const sinr = new Float64Array(links.users);
  links.uplinkSinr(form, sinr);
  return [...sinr];
}

const polar = (metres: number, deg: number) =>
  [metres * Math.cos((deg * Math.PI) / 180), metres * Math.sin((deg * Math.PI) / 180)] as const;

test("the pattern has the values of 3GPP TR 36.814, table A.2.1.1-2: 14 dBi, 70 and 10 degrees, tilt 15", () => {
  for (const [vertical, horizontal, dbi] of [
    [15, 0, 14],
    [15, 35, 11],
    [20, 0, 11],
    [0, 0, -6],
    [15, 70, 2],
    [15, 120, -11],
    [20, 35, 8],
    [90, 180, -11],
  ] as const) {
    expect(14 + decibel(macro, vertical, horizontal, 15)).toBeCloseTo(dbi, 9);
  }
});

test("the pattern has the values of 3GPP TR 38.901, table 7.3-1: 8 dBi, 65 degrees, 30 dB", () => {
  for (const [vertical, horizontal, dbi] of [
    [0, 0, 8],
    [0, 32.5, 5],
    [0, 65, -4],
    [0, 90, -15.006],
    [0, 120, -22],
    [32.5, 32.5, 2],
    [45, 45, -3.503],
    [90, 180, -22],
  ] as const) {
    expect(8 + decibel(element, vertical, horizontal)).toBeCloseTo(dbi, 3);
  }
});

test("paper A's (3) attenuates without bound; with limits it stops at 20, 25 and 25 dB", () => {
  for (const [vertical, horizontal, printed, limited] of [
    [15, 0, -3, -3],
    [0, 60, -3, -3],
    [30, 0, -12, -12],
    [60, 0, -48, -20],
    [90, 0, -108, -20],
    [0, 180, -27, -25],
    [60, 180, -75, -25],
  ] as const) {
    expect(decibel(paper, vertical, horizontal)).toBeCloseTo(printed, 9);
    expect(decibel(clamped, vertical, horizontal)).toBeCloseTo(limited, 9);
  }
});

test("azimuths wrap: half a beam is 3 dB down wherever the antenna looks", () => {
  for (const boresight of [0, 60, -150, 240, 350]) {
    for (const off of [-60, 60, 300, -300]) {
      expect(10 * Math.log10(sectorGain(0, 0, boresight + off, boresight, paper))).toBeCloseTo(-3, 9);
    }
  }
  expect([180, -180, 190, -190, 539, 0].map(wrapDegrees)).toEqual([180, 180, -170, 170, 179, 0]);
});

test("angles: 45 degrees down at a mast's height away, straight down below it, azimuths counter-clockwise", () => {
  const south = siteAngles(0, -10, site);
  expect(south.azimuthDeg).toBeCloseTo(270, 12);
  expect(south.depressionDeg).toBeCloseTo(45, 12);
  expect(south.slantM).toBeCloseTo(10 * Math.SQRT2, 12);
  expect(siteAngles(0, 0, site)).toEqual({ azimuthDeg: 0, depressionDeg: 90, groundM: 0, slantM: 10 });
  expect([359, 59, 61, 181, 60].map((deg) => servingSector(deg, site.azimuthsDeg))).toEqual([0, 0, 1, 2, 0]);
});

test("equal tilts cancel without noise: 3.1578, 2.2463 and .9971 bit/s/Hz at 0, 30 and 60 degrees, at any distance", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 20, 45, 80),
      fc.double({ min: 1, max: 50, noNaN: true }),
      fc.constantFrom(5, 10, 25),
      (tilt, metres, heightM) => {
        for (const [deg, rate] of [
          [0, 3.1578],
          [30, 2.2463],
          [60, 0.9971],
        ] as const) {
          const changes = { noise: 0, site: { ...site, heightM } };
          const [got] = downlinkRates(linksAt([polar(metres, deg)], [tilt, tilt, tilt], changes));
          expect(got).toBeCloseTo(rate, 4);
        }
      },
    ),
  );
});

test("unequal tilts move rates outwards: a user on the boresight at 2 .. 50 m", () => {
  const rates = (tilts: number[]) =>
    [2, 5, 10, 25, 50].map((metres) => downlinkRates(linksAt([polar(metres, 0)], tilts))[0]);
  const near = (values: number[]) => values.map((value) => expect.closeTo(value, 1.9));
  expect(rates([20, 20, 20])).toEqual(near([0.31, 2.8, 3.14, 3.15, 3.13]));
  expect(rates([10, 30, 30])).toEqual(near([0.004, 0.05, 0.45, 2.87, 4.51]));
});

test("with the paper's powers the printed uplink has the downlink's SINR", () => {
  const links = linksAt([polar(20, 10), polar(33, 100), polar(8, 200)], [10, 20, 30]);
  const down = new Float64Array(3);
  links.downlinkSinr(down);
  expect(uplinkSinr(links, "printed")).toEqual([...down]);
});

test("the physical uplink hears the users of other sectors at the serving antenna, and nobody of its own", () => {
  const points = [polar(20, 10), polar(30, 350), polar(33, 100), polar(8, 200)];
  const links = linksAt(points, [10, 20, 30]);
  const gain = (user: number, sector: number) => links.gain[3 * user + sector];
  const loss = (user: number) => 1 / siteAngles(...(points[user] as [number, number]), site).slantM ** 2;
  const interference = gain(2, 0) * loss(2) + gain(3, 0) * loss(3);
  const sinr = uplinkSinr(links, "physical");
  expect(sinr[0]).toBeCloseTo((gain(0, 0) * loss(0)) / (1e-6 + interference), 9);
  expect(sinr[1]).toBeCloseTo((gain(1, 0) * loss(1)) / (1e-6 + interference), 9);
  const [alone] = uplinkSinr(linksAt([polar(20, 10), polar(30, 350)], [10, 20, 30]), "physical");
  expect(alone).toBeCloseTo((gain(0, 0) * loss(0)) / 1e-6, 3);
});

test("by gain a user leaves an antenna that looks away", () => {
  const user = [polar(40, 50)];
  expect(linksAt(user, [90, 15, 15]).sector[0]).toBe(0);
  expect(linksAt(user, [90, 15, 15], { association: "gain" }).sector[0]).toBe(1);
  expect(linksAt(user, [15, 15, 15], { association: "gain" }).sector[0]).toBe(0);
});

test("values that do not fit the links are refused", () => {
  expect(() => new SectorLinks(network({ powers: [1] }))).toThrow("1 powers for 3 sectors");
  expect(() => new SectorLinks(network({ shadowing: [1] }))).toThrow("1 values of shadowing for 3 links");
  expect(() => new SectorLinks(network({ uplinkShadowing: [1] }))).toThrow("1 values of uplinkShadowing for 3 links");
  expect(() => new SectorLinks(network({ userGain: [1, 2, 3] }))).toThrow("3 values of userGain for 1 links");
});
