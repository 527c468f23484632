import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../records/index.ts";
import { equationNamed, type Paper, reproduce, sourceOf } from "../study/index.ts";
import { PAPERS } from "./index.ts";

/** Equation numbers in order: 7, 8, 8a, 8b, ... */
function numbersOf({ equations, unused }: Paper): { readonly main: number[]; readonly subs: Map<number, string[]> } {
  const all = [...Object.keys(equations), ...Object.keys(unused)].map((name) => {
    const [, number, letter] = /^(\d+)([a-z]?)$/.exec(name) ?? [];
    return { number: Number(number), letter };
  });
  const main = [...new Set(all.map(({ number }) => number))].sort((a, b) => a - b);
  const lettered = all.filter(({ letter }) => letter !== "");
  const subs = Map.groupBy(lettered, ({ number }) => number);
  return { main, subs: new Map([...subs].map(([n, list]) => [n, list.map(({ letter }) => letter).sort()])) };
}

test.each(PAPERS)("paper $letter: its numbers run without a gap, each is computed or said not to be", (paper) => {
  const { main, subs } = numbersOf(paper);
  expect(main).toEqual(Array.from({ length: main.length }, (_, i) => i + 1));
  for (const letters of subs.values())
    expect(letters).toEqual(Array.from({ length: letters.length }, (_, i) => String.fromCharCode(97 + i)));
  for (const number of Object.keys(paper.equations)) expect(paper.unused).not.toHaveProperty([number]);
});

test.each(PAPERS)(
  "paper $letter: what computes an equation says so by its number, and is found by its name",
  (paper) => {
    for (const [number, functions] of Object.entries(paper.equations)) {
      for (const one of [functions].flat()) {
        const { name, text } = sourceOf(one);
        expect(text, `${name} is to cite ${paper.letter} (${number}) in its docstring`).toContain(
          `${paper.letter} (${number})`,
        );
      }
      expect(equationNamed(PAPERS, `${paper.letter}${number}`).length).toBeGreaterThan(0);
    }
  },
);

test("an equation is cited in one way: the paper's letter and one number, no range", () => {
  const range = /\(\d+[a-z]?\)\s?(?:-|–|to)\s?\(\d+[a-z]?\)|\b[Pp]aper [A-E] \(\d/;
  const found = sources().flatMap(({ file, text }) =>
    text.split("\n").flatMap((line, i) => (range.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

test("no file of the lab knows a paper by name: only papers, index.ts, the command line, benchmarks and fault programs do", () => {
  const names = PAPERS.flatMap(({ study: { name } }) => [name, camelCase(name)]);
  const found = sources()
    .filter(({ file }) => !/^lib\/(papers|cli|bench|faults)\/|^lib\/index\.ts$/.test(file))
    .flatMap(({ file, text }) => names.filter((name) => text.includes(name)).map((name) => `${file} has ${name}`));
  expect(found).toEqual([]);
});

test.each(PAPERS.filter(({ study }) => study.tuned.length > 0))(
  "paper $letter: what was chosen is the best of what was tried on the first seeds",
  async ({ study }) => {
    const results = await reproduce(study, { profile: "paper", compute: false });
    for (const choice of study.tuned) {
      expect(choice.best(results).setting).toBe(choice.chosen.setting);
      expect(results.has(choice.confirmed)).toBe(true);
    }
  },
);

test("papers differ in letter and name, cite a link, and give each reading a why", () => {
  expect(new Set(PAPERS.map(({ letter }) => letter)).size).toBe(PAPERS.length);
  expect(new Set(PAPERS.map(({ study }) => study.name)).size).toBe(PAPERS.length);
  for (const { letter, citation, readings, study } of PAPERS) {
    expect(study.letter).toBe(letter);
    expect(citation.link).toMatch(/^https:\/\//);
    for (const reading of readings) {
      expect(reading.why).not.toBe("");
      expect(reading.claims.every((claim) => claim.startsWith(letter))).toBe(true);
    }
  }
});

test.each(PAPERS)(
  "paper $letter: every reading is a field that some arm of its plan can be set by",
  ({ readings, study }) => {
    const plan = study.plan("paper");
    for (const { path } of readings) {
      const has = plan.some(({ configuration }) => {
        const keys = path.split(".");
        const last = keys.pop() as string;
        let at = configuration as Record<string, unknown> | undefined;
        for (const key of keys) at = at?.[key] as Record<string, unknown> | undefined;
        return at !== undefined && last in at;
      });
      expect(has, path).toBe(true);
    }
  },
);

function sources(): { readonly file: string; readonly text: string }[] {
  return readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules") && !name.endsWith("papers_test.ts"))
    .map((name) => ({ file: join("lib", name), text: readFileSync(join(ROOT, "lib", name), "utf8") }));
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
