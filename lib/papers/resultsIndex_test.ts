import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { dataFolder, entryOf, type ResultEntry, readResult, readResultsIndex } from "../records/index.ts";
import { blocksOf, type PlannedArm, recordOf, withNextBlock } from "../study/index.ts";
import { PAPERS } from "./index.ts";

/** What an entry says of a run, but for where and when it was made and what its table is. */
type Described = Omit<ResultEntry, "backend" | "date" | "types" | "sha256">;

/** An arm with all seeds that may be added to it. */
function atLimit(arm: PlannedArm): PlannedArm {
  const next = withNextBlock(arm);
  return next === undefined ? arm : atLimit(next);
}

test.each(PAPERS.map(({ study }) => study))(
  "every committed table of $name is described in its index: those that are planned, and seeds added to them",
  ({ name, version, standIn, plan }) => {
    const text = ({ key, method, setting, seeds, version, configuration }: Described) =>
      [key, method, setting, seeds, version, configuration].join("\n");
    /** One of these, by the present code or by an earlier version that stands in for it. */
    const entriesOf = (arm: PlannedArm, seeds: readonly number[]) =>
      [version, standIn].map((version) => {
        const { key } = recordOf({ name, version, standIn: version }, arm, seeds);
        return text(entryOf({ ...arm, experiment: name, version, key, seeds, backend: "", finished: "" }));
      });
    const blocks = (arms: readonly PlannedArm[]) =>
      arms.flatMap((arm) => blocksOf(arm.seeds).map((seeds) => entriesOf(arm, seeds)));
    const arms = plan("paper");
    const index = readResultsIndex(name);
    const described = new Set(index.map(text));
    expect(blocks(arms).filter((entries) => !entries.some((entry) => described.has(entry)))).toEqual([]);
    const allowed = new Set(blocks(arms.map(atLimit)).flat());
    expect([...described].filter((entry) => !allowed.has(entry))).toEqual([]);
    expect(described.size).toBe(index.length);
    for (const { key } of index) expect(() => readResult(name, key)).not.toThrow();
    expect(index.every(({ backend, date }) => backend !== "" && /^20\d\d-\d\d-\d\d$/.test(date))).toBe(true);
    const files = readdirSync(dataFolder("results", name)).filter((file) => file !== "index.csv");
    expect(files.sort()).toEqual([...new Set(index.map(({ key }) => `${key}.csv`))].sort());
  },
);
