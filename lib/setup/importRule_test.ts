import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { MODULES, ROOT } from "./places.mjs";

type Files = Readonly<Record<string, string>>;

/** A small tree that keeps the rule. */
const CLEAN: Files = {
  "package.json": '{ "dependencies": { "vega": "*", "@tensorflow/tfjs": "*" }, "devDependencies": { "vitest": "*" } }',
  "node_modules/vega/package.json": '{ "name": "vega", "version": "1.0.0" }',
  "node_modules/vega/index.js": "export const View = 1;",
  "node_modules/@tensorflow/tfjs/package.json": '{ "name": "@tensorflow/tfjs", "version": "1.0.0" }',
  "node_modules/@tensorflow/tfjs/index.js": "export const add = 1;",
  "node_modules/vitest/package.json": '{ "name": "vitest", "version": "1.0.0" }',
  "node_modules/vitest/index.js": "export const test = 1;",
  "node_modules/stray/package.json": '{ "name": "stray", "version": "1.0.0" }',
  "node_modules/stray/index.js": "export const stray = 1;",
  "lib/index.ts": ["figures", "agents", "twin", "records", "papers/one"]
    .map((name) => `export * from "./${name}/a.ts";`)
    .join("\n"),
  "lib/random/a.ts": "export const rng = 1;",
  "lib/configuration/a.ts": "export const configure = 1;",
  "lib/radio/a.ts": 'export { rng as gain } from "../random/a.ts";',
  "lib/twin/a.ts": 'export { gain as twin } from "../radio/a.ts";',
  "lib/environments/a.ts":
    'export { twin as step } from "../twin/a.ts"; export { configure } from "../configuration/a.ts";',
  "lib/neural/a.ts": 'export { add } from "@tensorflow/tfjs";',
  "lib/agents/a.ts": 'export { add } from "../neural/a.ts"; export { step } from "../environments/a.ts";',
  "lib/agents/a_test.ts": 'import "vitest"; import "./a.ts";',
  "lib/records/a.ts": "export const store = 1;",
  "lib/notebook/a.ts": "export const progress = 1;",
  "lib/figures/a.ts": 'export { View } from "vega"; export { progress } from "../notebook/a.ts";',
  "lib/golden/a.ts": 'export { add as vectors } from "../neural/a.ts";',
  "lib/study/a.ts": 'export { store } from "../records/a.ts"; export { vectors } from "../golden/a.ts";',
  "lib/study/a_test.ts": 'import "./a_fixture.ts";',
  "lib/study/a_fixture.ts": 'import "./a.ts";',
  "lib/papers/one/a.ts": 'export { store } from "../../study/a.ts"; export { rule } from "../synchronisation/a.ts";',
  "lib/papers/two/a.ts": 'export { rule } from "../synchronisation/a.ts";',
  "lib/papers/synchronisation/a.ts": 'export { add as rule } from "../../neural/a.ts";',
  "lib/bench/a.ts": 'export { store } from "../papers/one/a.ts"; export { rule } from "../papers/two/a.ts";',
  "lib/setup/a.ts": "export const place = 1;",
  "lib/cli/main.ts": 'import "../papers/one/a.ts"; import "../setup/a.ts";',
};

/** Each file breaks the rule beside it: [file, rule, what is planted there]. */
const PLANTS = [
  ["lib/random/upward.ts", "layer-random", 'export { gain } from "../radio/a.ts";'],
  ["lib/radio/upward.ts", "layer-radio", 'export { add } from "../neural/a.ts";'],
  ["lib/radio/typeOnly.ts", "layer-radio", 'import type { add } from "../neural/a.ts"; export type A = typeof add;'],
  ["lib/mobility/sideways.ts", "layer-mobility", 'export { gain } from "../radio/a.ts";'],
  ["lib/optimization/upward.ts", "layer-optimization", 'export { step } from "../environments/a.ts";'],
  ["lib/statistics/upward.ts", "layer-statistics", 'export { store } from "../records/a.ts";'],
  ["lib/datasets/upward.ts", "layer-datasets", 'export { add } from "../neural/a.ts";'],
  ["lib/twin/upward.ts", "layer-twin", 'export { add } from "../neural/a.ts";'],
  ["lib/environments/upward.ts", "layer-environments", 'export { add } from "../agents/a.ts";'],
  ["lib/environments/late.ts", "layer-environments", 'export const late = () => import("../neural/a.ts");'],
  ["lib/neural/upward.ts", "layer-neural", 'export { step } from "../agents/a.ts";'],
  ["lib/agents/upward.ts", "layer-agents", 'export { store } from "../records/a.ts";'],
  ["lib/notebook/back.ts", "layer-notebook", 'export { View } from "../figures/a.ts";'],
  ["lib/figures/upward.ts", "layer-figures", 'export { store } from "../study/a.ts";'],
  ["lib/golden/upward.ts", "layer-golden", 'export { store } from "../study/a.ts";'],
  ["lib/study/upward.ts", "layer-study", 'export { store } from "../papers/one/a.ts";'],
  ["lib/datasets/impure.ts", "pure", 'export { configure } from "../configuration/a.ts";'],
  ["lib/statistics/impure.ts", "pure", 'export { configure } from "../configuration/a.ts";'],
  ["lib/study/paper.ts", "papers-are-the-end", 'export { store } from "../papers/one/a.ts";'],
  ["lib/agents/paper_test.ts", "papers-are-the-end", 'import "../papers/one/a.ts";'],
  ["lib/papers/one/other.ts", "papers-apart", 'export { rule } from "../two/a.ts";'],
  ["lib/papers/synchronisation/back.ts", "papers-apart", 'export { store } from "../one/a.ts";'],
  ["lib/papers/upward.ts", "layer-papers", 'export { place } from "../cli/main.ts";'],
  ["lib/figures/setup.ts", "setup-stands-alone", 'export { place } from "../setup/a.ts";'],
  ["lib/cli/index.ts", "index-is-for-users", 'export { step } from "../index.ts";'],
  ["lib/cli/odd.ts", "known-folder", 'export { odd } from "../helpers/odd.ts";'],
  ["lib/agents/tensors.ts", "tfjs-in-neural", 'export { add } from "@tensorflow/tfjs";'],
  ["lib/study/drawing.ts", "drawing-in-figures", 'export { View } from "vega";'],
  ["lib/twin/back.ts", "no-cycle", 'export * from "./there.ts";'],
  ["lib/radio/missing.ts", "unresolved", 'export { nothing } from "./nothing.ts";'],
  ["lib/radio/stray.ts", "undeclared", 'export { stray } from "stray";'],
  ["lib/radio/tool.ts", "tools-in-tests", 'export { test } from "vitest";'],
  ["lib/radio/forgotten.ts", "unused", "export const forgotten = 1;"],
] as const;

const planted = violations({
  ...CLEAN,
  "lib/helpers/odd.ts": "export const odd = 1;",
  "lib/twin/there.ts": 'export * from "./back.ts";',
  ...Object.fromEntries(PLANTS.map(([file, , code]) => [file, code])),
});

test("the import rule allows what the design says", () => {
  expect(violations(CLEAN)).toEqual([]);
});

test.each(PLANTS)("the import rule finds that %s breaks %s: %s", (file, rule) => {
  expect(planted).toContainEqual({ file, rule });
});

/** Who breaks which rule in a tree of files. */
function violations(files: Files): { file: string; rule: string }[] {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-import-rule-"));
  try {
    for (const name of [".dependency-cruiser.cjs", "tsconfig.json"]) cpSync(join(ROOT, name), join(folder, name));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const program = join(MODULES, "dependency-cruiser", "bin", "dependency-cruiser.mjs");
    const options = [program, "--config", ".dependency-cruiser.cjs", "--output-type", "json", "lib"];
    const { stdout, stderr } = spawnSync(process.execPath, options, { cwd: folder, encoding: "utf8" });
    if (stdout === "") throw new Error(stderr);
    const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
    return summary.violations.map(({ from, rule }) => ({ file: from, rule: rule.name }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
