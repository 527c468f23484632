import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../records/index.ts";
import { executeNotebook } from "./notebook.ts";

const FOLDER = join(ROOT, "notebooks");
const NAMES = readdirSync(FOLDER).flatMap((file) => (/^\d.*\.ts$/.test(file) ? [file.slice(0, -3)] : []));
const HEADER =
  "// ---\n// jupyter:\n//   kernelspec:\n//     name: tslab\n//     language: typescript\n//     display_name: TypeScript\n// ---\n\n";

interface Cell {
  readonly cell_type: string;
  readonly source: string | string[];
  readonly outputs?: { readonly data?: Record<string, unknown>; readonly text?: string | string[] }[];
}
const cellsOf = (path: string) => (JSON.parse(readFileSync(path, "utf8")) as { cells: Cell[] }).cells;
const sourceOf = ({ source }: Cell) => (Array.isArray(source) ? source.join("") : source);
const scratch = () => mkdtempSync(join(tmpdir(), "twinlab-"));

function run(file: string): string {
  const env = { ...process.env, TWINLAB_DATA: scratch(), TWINLAB_FIGURES: scratch(), TWINLAB_PROFILE: "smoke" };
  return execFileSync(process.execPath, [join(ROOT, "lib/cli/main.ts"), "script", file], {
    cwd: ROOT,
    env,
    encoding: "utf8",
  });
}

test("every notebook executes headless in the smoke profile, and its figures come live and as pictures", async () => {
  for (const name of NAMES) {
    process.env.TWINLAB_DATA = scratch();
    const output = join(process.env.TWINLAB_DATA, "notebook.ipynb");
    expect(await executeNotebook(join(FOLDER, `${name}.ts`), output, "smoke")).toBe(0);
    const types = cellsOf(output).flatMap((cell) => (cell.outputs ?? []).map(({ data = {} }) => Object.keys(data)));
    expect(types.some((keys) => keys.includes("application/vnd.vegalite.v5+json") && keys.includes("image/png"))).toBe(
      true,
    );
    expect(types.some((keys) => keys.includes("application/vnd.plotly.v1+json") && keys.includes("image/jpeg"))).toBe(
      true,
    );
    expect(types.some((keys) => keys.includes("text/html"))).toBe(true);
  }
}, 3_600_000);

test("every committed notebook has the cells of its script, outputs in all that show something, and is small", () => {
  for (const name of NAMES) {
    const path = join(FOLDER, `${name}.ipynb`);
    const cells = cellsOf(path);
    const script = readFileSync(join(FOLDER, `${name}.ts`), "utf8");
    const code = cells.filter((cell) => cell.cell_type === "code");
    expect(script.split("\n// %%\n")).toHaveLength(code.length + 1);
    for (const cell of code) {
      expect(script).toContain(sourceOf(cell));
      expect(sourceOf(cell).split("\n").length).toBeLessThanOrEqual(25);
      if (/show\(|console\.log/.test(sourceOf(cell))) expect(cell.outputs?.length).toBeGreaterThan(0);
    }
    expect(readFileSync(path).length).toBeLessThan(750_000);
  }
});

test("a notebook's script, and the README's, run under node", () => {
  for (const name of NAMES) expect(run(join(FOLDER, `${name}.ts`))).toContain(".svg");
  const [, code] = /```ts\n(.*?)```/s.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
  const file = join(FOLDER, `readme-${process.pid}.ts`);
  try {
    writeFileSync(file, code ?? "");
    expect(run(file)).toContain("network-map.svg");
  } finally {
    rmSync(file);
  }
}, 3_600_000);

test("a cell that throws, and a cell with a wrong type, fail the notebook", async () => {
  const folder = scratch();
  const source = join(folder, "broken.ts");
  for (const cell of ['throw new Error("planted");', 'const n: number = "planted";']) {
    writeFileSync(source, `${HEADER}// %%\n${cell}\n`);
    expect(await executeNotebook(source, join(folder, "broken.ipynb"), "smoke")).toBe(1);
    expect(readdirSync(folder)).toEqual(["broken.ts"]);
  }
});

test("a helper file of one's own is imported by one spelling in a notebook and in its script", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "other.ts"), "export const two: number = 2;\n");
  writeFileSync(
    join(folder, "helper.ts"),
    'import { two } from "./other.ts";\nexport const answer: number = 21 * two;\n',
  );
  const source = join(folder, "helped.ts");
  writeFileSync(source, `${HEADER}// %%\nimport { answer } from "./helper.ts";\nconsole.log("it is", answer);\n`);
  const output = join(folder, "helped.ipynb");
  expect(await executeNotebook(source, output, "smoke")).toBe(0);
  expect(JSON.stringify(cellsOf(output))).toContain("it is 42");
  expect(run(source)).toContain("it is 42");
});
