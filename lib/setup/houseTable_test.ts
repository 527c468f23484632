import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./places.mjs";

const LIB = join(ROOT, "lib");
const FOLDERS = readdirSync(LIB, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== "node_modules" ? [entry.name] : [],
);

/** Folders of lib that the sources of one import from, tests apart. */
function importsOf(folder: string): string[] {
  const files = readdirSync(join(LIB, folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => /(?<!_test|_fixture)\.ts$/.test(name)).map((name) => join(folder, name));
  const found = sources.flatMap((file) =>
    [...readFileSync(join(LIB, file), "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g)].map(([, specifier]) => {
      return normalize(join(dirname(file), specifier)).split("/")[0];
    }),
  );
  return [...new Set(found)].filter((name) => name !== folder).sort();
}

test("the table of lib/README.md has every folder, and says of each what it imports", () => {
  const rows = [...readFileSync(join(LIB, "README.md"), "utf8").matchAll(/^\| `(\w+)\/` \|.*\| ([^|]*) \|$/gm)];
  expect(rows.map(([, folder]) => folder).sort()).toEqual([...FOLDERS].sort());
  for (const [, folder, imports] of rows) {
    if (/all of the above|Node alone/.test(imports)) continue;
    const named = [...imports.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort();
    expect(named, `${folder}/`).toEqual(importsOf(folder));
  }
});
