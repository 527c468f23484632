import { expect, test } from "vitest";
import { designOf, hashOf, readMap, reportOfKept } from "../maps/index.ts";
import { readLedger } from "../study/index.ts";
import { MAPPED, mappedClaim } from "./claimMaps.ts";

const KEPT = MAPPED.filter(({ id }) => readMap(id) !== undefined);

test.each(MAPPED)(
  "$id is a claim of the ledger, and each of its axes has levels, a headline among them, and a reason",
  (claim) => {
    const rows = readLedger().filter(({ id, statement }) => id === claim.id && statement === claim.statement);
    expect(rows.some(({ isHeadline, paper }) => isHeadline === true && paper === claim.paper)).toBe(true);
    expect(new Set(claim.axes.map(({ path }) => path)).size).toBe(claim.axes.length);
    for (const { levels, headline, why, label } of claim.axes) {
      expect(levels.length).toBeGreaterThan(1);
      expect(levels[headline]).toBeDefined();
      expect(why.length).toBeGreaterThan(10);
      expect(label).not.toBe("");
    }
  },
);

test.each(KEPT)("the committed map of $id has the design that the code has now, and is finished", (claim) => {
  const kept = readMap(claim.id);
  expect(kept?.hash).toBe(hashOf(designOf(claim, { budget: kept?.design.budget ?? 0 })));
  expect(kept?.report?.cells.length).toBeGreaterThan(20);
  const map = readLedger().find(({ id, map }) => id === claim.id && map !== undefined)?.map;
  expect(map?.value).toBe(kept?.report?.shares["in size"].value);
});

test("a committed report is what its looks give", () => {
  const [{ id }] = KEPT;
  expect(JSON.parse(JSON.stringify(reportOfKept(mappedClaim(id))))).toEqual(readMap(id)?.report);
});

test("a claim without a map is refused by name", () => {
  expect(() => mappedClaim("Z9")).toThrow('claim "Z9" has no map; E1, C1');
});
