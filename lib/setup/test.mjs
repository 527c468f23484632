/**
 * `npm test [-- PATTERN]`: set-up where it is missing, then every check, all of them whatever fails, and in the last
 * line how many passed. PATTERN restricts the tests to files whose path contains it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { passTo } from "./passTo.mjs";
import { MODULES, projectNode, ROOT, readJson } from "./places.mjs";
import { prepare, runEntry } from "./prepare.mjs";

const CHECKS = {
  "Format and lint (biome)": ["@biomejs/biome/bin/biome", "check"],
  "Types of the library (tsc)": ["typescript/bin/tsc", "--project", "tsconfig.json"],
  "Types of the notebooks (tsc)": ["typescript/bin/tsc", "--project", "notebooks/tsconfig.json"],
  "Import rule (dependency-cruiser)": [
    ...["dependency-cruiser/bin/dependency-cruiser.mjs", "--config", ".dependency-cruiser.cjs"],
    ...["lib", "notebooks", "vitest.config.ts"],
  ],
};

await runEntry(async () => {
  await prepare({ forTests: true });
  process.chdir(ROOT);
  const total = { passed: 0, failed: 0 };
  for (const [title, [program = "", ...options]] of Object.entries(CHECKS)) {
    console.log(`\n${title}`);
    const isGood = (await passTo(projectNode().node, [join(MODULES, program), ...options])) === 0;
    total[isGood ? "passed" : "failed"]++;
    console.log(`${isGood ? "passed" : "FAILED"}: ${title}`);
  }
  console.log("\nTests (vitest)");
  const tests = await runTests(process.argv.slice(2));
  total.passed += tests.passed;
  total.failed += tests.failed;
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});

/** @param {readonly string[]} patterns */
async function runTests(patterns) {
  const folder = mkdtempSync(join(tmpdir(), "twinlab-test-"));
  try {
    const report = join(folder, "report.json");
    const options = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...patterns];
    const code = await passTo(projectNode().node, [join(MODULES, "vitest", "vitest.mjs"), ...options]);
    return count(readJson(report), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts tests; a file that does not load counts as one that failed, and so does a run that ends badly for no test.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] } | undefined} report
 * @param {number} code
 */
function count(report, code) {
  const broken = report?.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + (broken?.length ?? 0);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}
