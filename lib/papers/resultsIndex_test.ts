import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { dataFolder, entryOf, readResult, readResultsIndex } from "../records/index.ts";
import { blocksOf, recordOf } from "../study/index.ts";
import { PAPERS } from "./index.ts";

test.each(PAPERS.map(({ study }) => study))(
  "every committed table of $name is described in its index, as planned",
  (study) => {
    const { name, standIn: version } = study;
    const planned = study.plan("paper").flatMap((arm) =>
      blocksOf(arm.seeds).map((seeds) => {
        const { key } = recordOf({ name, version, standIn: version }, arm, seeds);
        return entryOf({ ...arm, experiment: name, version, key, seeds, backend: "", finished: "" });
      }),
    );
    const index = readResultsIndex(name);
    const described = (entries: typeof planned) =>
      entries.map(({ backend: _, date: __, ...entry }) => JSON.stringify(entry)).sort();
    expect(described(index.map(({ types: _, sha256: __, ...entry }) => entry))).toEqual(described(planned));
    for (const { key } of index) expect(() => readResult(name, key)).not.toThrow();
    expect(index.every(({ backend, date }) => backend !== "" && /^20\d\d-\d\d-\d\d$/.test(date))).toBe(true);
    const files = readdirSync(dataFolder("results", name)).filter((file) => file !== "index.csv");
    expect(files.sort()).toEqual([...new Set(index.map(({ key }) => `${key}.csv`))].sort());
  },
);
