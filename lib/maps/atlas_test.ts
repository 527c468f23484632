import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { tinyPaper } from "../study/tinyPaper_fixture.ts";
import { writeAtlas } from "./atlas.ts";
import { designOf } from "./design.ts";
import { hashOf } from "./index.ts";
import { writeMap } from "./mapFile.ts";
import { madeUpReport } from "./report_fixture.ts";
import { rises } from "./terrain_fixture.ts";

const report = madeUpReport("Y1");
let page: string;

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "twinlab-atlas-"));
  process.env.TWINLAB_DATA = root;
  const design = designOf(rises);
  writeMap({ design, hash: hashOf(design), looks: [], report });
  page = readFileSync(writeAtlas([{ ...tinyPaper, maps: [rises, { ...rises, id: "Y9" }] }], root), "utf8");
});

test("the page needs no other file and no network", () => {
  expect(page).not.toMatch(/\bsrc=|url\(|@import|<link\b|<img\b|fetch\(/);
  const addresses = [...page.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
  const outside = addresses.filter((address) => !address.startsWith("#"));
  expect(new Set(outside)).toEqual(new Set(["https://example.org", "index.html#maps-Y1-readings"]));
});

test("a claim with a map is a tile with its shares; one without says how to draw it", () => {
  const share = Math.round(100 * report.shares["in size"].value);
  expect(page).toContain(`<p class="large">${share} %`);
  expect(page).toContain("decided by choice 0 (40 %), choice 1 (20 %), choice 2 (13 %)");
  expect(page).toMatch(/<b>Y1<\/b> <em>reproduced<\/em>/);
  expect(page).toMatch(/class="tile unmapped".*<b>Y9<\/b>.*npx twinlab map Y9/);
});

test("every point of the curve leads to its look, which has its command", () => {
  const targets = [...page.matchAll(/<a href="#([^"]*)"><title>/g)].map(([, target]) => target);
  expect(targets).toHaveLength(100);
  expect(new Set(targets).size).toBe(100);
  for (const target of targets) {
    const index = Number(target.split("-").at(-1));
    const row = new RegExp(`<tr id="${target}">.*</tr>`).exec(page)?.[0];
    expect(row).toContain(`<code>npx twinlab map Y1 --seeds ${index}</code>`);
    expect(row).toContain(`>${report.cells[index].standing}`);
  }
  expect([...page.matchAll(/<tr id=/g)]).toHaveLength(130);
  expect(page).toContain("held out)</td>");
});

test("identities are used once, and what papers say is text", () => {
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(page).toContain("way 0 of &lt;1&gt;");
  expect(page).not.toMatch(/of <\d>/);
});

test("one table of the map is shown for the choice of further axes that the headline makes", () => {
  const tables = [...page.matchAll(/<table data-levels="([^"]*)"( hidden)?>/g)];
  expect(tables).toHaveLength(15);
  const shown = tables.filter(([, , hidden]) => hidden === undefined);
  expect(shown.map(([, levels]) => levels)).toEqual(["1&#10;way 0 of &lt;3&gt;"]);
  const selected = [...page.matchAll(/<option selected>([^<]*)</g)].map(([, level]) => level);
  expect(selected.join("&#10;")).toBe(shown[0][1]);
});

test("what a map says besides is said: flips by the names of axes, controls, checks, the design", () => {
  expect(page).toContain("<code>choice 0: 2</code> in direction, 3.12 points");
  expect(page).toContain("Control, nobody looks: 1 points (−1, 3) over 20 readings; in size in 10 % of them.");
  expect(page).toContain("28 called right in size, 24 in how they stand");
  expect(page).toContain("it stopped at its budget, 7 % of the readings in doubt. 3 looks have no effect");
  expect(page).toContain("<code>0123456789ab</code>");
});
