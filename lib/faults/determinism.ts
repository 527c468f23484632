import { join } from "node:path";
import { isNative } from "../setup/tensorKernel.mjs";
import type { Study } from "../study/index.ts";
import type { Finding, Program } from "./case.ts";
import { lastLines, start } from "./commands.ts";
import { differences, scratch, type Tables, tablesOf } from "./places.ts";

interface Variant {
  readonly workers: number;
  readonly seeds?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Each must give the bytes of the plain one. */
const VARIANTS: Readonly<Record<string, Variant>> = {
  "one worker, another locale and time zone": {
    workers: 1,
    env: { LC_ALL: "tr_TR.UTF-8", LANG: "de_DE.UTF-8", TZ: "Pacific/Chatham" },
  },
  "three workers, seeds 3 and 1 alone, other numbers of threads": {
    workers: 3,
    seeds: "3,1",
    env: { TF_NUM_INTRAOP_THREADS: "2", TF_NUM_INTEROP_THREADS: "2", OMP_NUM_THREADS: "2", UV_THREADPOOL_SIZE: "1" },
  },
};

/** The same bytes from one arm of each method, whatever the number of workers, the selection of seeds, the locale; exact builds on any backend. */
export const determinism: Program = {
  about: "equal bytes with other workers, seeds, locales and threads, and of exact builds on other backends",
  async run({ studies, only }, report) {
    for (const study of studies) {
      const timed = async (name: string, find: () => Promise<Finding>) => {
        const begin = Date.now();
        const full = `${study.name}: ${name}`;
        if (full.includes(only)) report({ name: full, ...(await find()), seconds: (Date.now() - begin) / 1000 });
      };
      const plain = memo(() => tables(study, { workers: 2 }));
      for (const [name, variant] of Object.entries(VARIANTS)) {
        await timed(name, async () => compared(await plain(), await tables(study, variant)));
      }
      await timed("exact builds, native and WebAssembly", async () => {
        if (!isNative()) return { outcome: "skipped", message: "there is no native kernel here" };
        const exact = (TWINLAB_BACKEND: string) =>
          tables(study, { workers: 2, env: { TWINLAB_EXACT: "1", TWINLAB_BACKEND } });
        return compared(await exact("native"), await exact("wasm"));
      });
    }
  },
};

/** Runs one arm of each method, and gives the tables or what went wrong. */
async function tables(study: Study, { workers, seeds = "", env }: Variant): Promise<Tables | string> {
  const data = scratch("determinism");
  const program = join(import.meta.dirname, "studyRunner.ts");
  const options = { env: { ...env, TWINLAB_DATA: data } };
  const { code, err } = await start(process.execPath, [program, study.name, String(workers), seeds], options).ended;
  return code === 0 ? tablesOf(data) : lastLines(err);
}

function compared(plain: Tables | string, other: Tables | string): Finding {
  if (typeof plain === "string") return { outcome: "raw", message: plain };
  if (typeof other === "string") return { outcome: "raw", message: other };
  const different = differences(plain, other);
  if (different.length === 0) return { outcome: "equal", message: `${plain.size} tables` };
  return { outcome: "silent", message: `${different.length} of ${plain.size} tables differ: ${different.slice(0, 3)}` };
}

function memo<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
