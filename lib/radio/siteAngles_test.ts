import { expect, test } from "vitest";
import { siteAngles } from "./siteAngles.ts";

test("angles are those from the mast, wherever it stands, to the users' height", () => {
  const site = { position: [100, 200], heightM: 25, userHeightM: 5, azimuthsDeg: [0] } as const;
  const closeTo = (azimuthDeg: number, depressionDeg: number, groundM: number, slantM: number) => ({
    azimuthDeg: expect.closeTo(azimuthDeg, 9),
    depressionDeg: expect.closeTo(depressionDeg, 9),
    groundM: expect.closeTo(groundM, 9),
    slantM: expect.closeTo(slantM, 9),
  });
  expect(siteAngles(100, 180, site)).toEqual(closeTo(270, 45, 20, 20 * Math.SQRT2));
  expect(siteAngles(85, 200, site)).toEqual(closeTo(180, (180 / Math.PI) * Math.atan(20 / 15), 15, 25));
  expect(siteAngles(85, 200, { ...site, userHeightM: 45 }).depressionDeg).toBeLessThan(0);
});
