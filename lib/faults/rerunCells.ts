import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { executeNotebook } from "../cli/notebook.ts";
import { ROOT } from "../records/index.ts";
import { kernelFile } from "../setup/kernel.mjs";
import type { Finding, Program } from "./case.ts";
import { scratch } from "./places.ts";

/** Times that a cell is run. */
const TIMES = 10;

const HEADER =
  "// ---\n// jupyter:\n//   kernelspec:\n//     name: tslab\n//     language: typescript\n//     display_name: TypeScript\n// ---\n";
const FIRST = 'import * as tw from "twinlab";\nconst seeds = [0, 1, 2, 3, 4];\nawait tw.selectBackend();';
/** A garbage collection on demand, without an option for the kernel. */
const COLLECTOR =
  'import * as v8 from "node:v8";\nimport * as vm from "node:vm";\nv8.setFlagsFromString("--expose-gc");\nconst collect = vm.runInNewContext("gc");';
const LOOK =
  'collect();\nconsole.log("look " + JSON.stringify([process.memoryUsage().rss / 1e6, process.memoryUsage().heapUsed / 1e6]));';

const CELLS: Readonly<Record<string, string>> = {
  "a cell that trains": `const environment = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const learner = tw.createSac(environment, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
const curve = await tw.train(environment, learner, { seeds: seeds, slots: 300, every: 100 });
await tw.show(curve);`,
  "a cell that evaluates and draws": `const judge = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
await tw.show(tw.evaluate(judge, { never: tw.never(), always: tw.always() }, { seeds: seeds, episodes: 8 }));`,
  "a cell that trains and disposes": `const place = new tw.singleBsSync.SingleBsSync({ weight: 0.5 }, { seeds: seeds, copies: 4 });
const pupil = tw.createSac(place, tw.streamsOf(seeds, 1, "training"), { warmUp: 64, batchSize: 64 });
await tw.train(place, pupil, { seeds: seeds, slots: 300, every: 100 });
pupil.dispose();`,
};

/** A cell of a notebook is run again and again in one kernel, which must not grow. */
export const rerunCells: Program = {
  about: `a notebook's cell run ${TIMES} times in one kernel: flat memory`,
  async run({ only }, report) {
    for (const [name, cell] of Object.entries(CELLS)) {
      if (!name.includes(only)) continue;
      const begin = Date.now();
      const found = existsSync(kernelFile())
        ? await rerun(cell)
        : ({ outcome: "skipped", message: "no kernel here" } as const);
      report({ name, ...found, seconds: (Date.now() - begin) / 1000 });
    }
  },
};

async function rerun(cell: string): Promise<Finding> {
  const cells = [FIRST, COLLECTOR, ...Array.from({ length: TIMES }, () => [cell, LOOK]).flat()];
  const source = join(ROOT, "data/runs/faults", `cells-${process.pid}.ts`); // below the project, where "twinlab" is found
  mkdirSync(dirname(source), { recursive: true });
  const output = join(scratch("notebook"), "cells.ipynb");
  writeFileSync(source, HEADER + cells.map((text) => `\n// %%\n${text}\n`).join(""));
  try {
    if ((await executeNotebook(source, output, "smoke")) !== 0) return { outcome: "raw", message: "a cell fails" };
  } finally {
    rmSync(source);
  }
  return flat(looksOf(output));
}

/** [resident MB, heap MB] after each run. */
function looksOf(output: string): number[][] {
  const text = readFileSync(output, "utf8");
  return [...text.matchAll(/look (\[[\d., e]+\])/g)].map(([, look]) => JSON.parse(look) as number[]);
}

/** Growth of the second half of the runs that is more than what a collector leaves lying about. */
function flat(looks: readonly number[][]): Finding {
  if (looks.length !== TIMES)
    return { outcome: "raw", message: `${looks.length} of ${TIMES} cells said what they hold` };
  const [[resident, heap], [lastResident, lastHeap]] = [looks[Math.floor(TIMES / 2)], looks[TIMES - 1]];
  const told = `resident ${Math.round(resident)} to ${Math.round(lastResident)} MB, heap ${Math.round(heap)} to ${Math.round(lastHeap)} MB`;
  const isFlat = lastResident < 1.15 * resident + 20 && lastHeap < 1.15 * heap + 5;
  return { outcome: isFlat ? "sound" : "left", message: told };
}
