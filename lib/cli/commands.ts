import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { DataFrame } from "nodejs-polars";
import { benchEnvironments } from "../bench/environments.ts";
import { benchPendulum } from "../bench/pendulumRace.ts";
import { benchResidual } from "../bench/residualTraining.ts";
import { benchSlotCost } from "../bench/slotCost.ts";
import { timeBySeeds } from "../bench/timeBySeeds.ts";
import { benchSeeds, benchTraining } from "../bench/training.ts";
import { exportFigure, figuresRoot, show, writeIndex } from "../figures/index.ts";
import { runGolden } from "../golden/runGolden.ts";
import { selectBackend } from "../neural/index.ts";
import { PAPERS } from "../papers/index.ts";
import { dataFolder, ROOT, writeJson } from "../records/index.ts";
import {
  claimsOf,
  equationNamed,
  goldenOf,
  LEDGER,
  ledger,
  ledgerText,
  missingRuns,
  type Profile,
  paperNamed,
  type ReproduceOptions,
  type Results,
  readLedger,
  reproduce,
  restricted,
  type Study,
  verdictCounts,
} from "../study/index.ts";
import { doctor } from "./doctor.ts";
import { runNotebook } from "./notebook.ts";
import { OPTION_HELP, profileOf, readOptions, reproduceOptions } from "./options.ts";

/** A command of the command line. */
export interface Command {
  readonly usage: string;
  readonly about: string;
  readonly options?: readonly (readonly [option: string, meaning: string])[];
  /** @returns the exit code */
  run(args: string[]): Promise<number>;
}

const { profile, seeds, set, workers, publish, json } = OPTION_HELP;

const STUDIES = PAPERS.map(({ study }) => study);
const studyNamed = (name = "") => paperNamed(PAPERS, name).study;

const BENCHES: Readonly<Record<string, () => unknown>> = {
  environments: benchEnvironments,
  training: benchTraining,
  residual: benchResidual,
  cost: benchSlotCost,
  pendulum: () => benchPendulum("ppo"),
  "pendulum-td3": () => benchPendulum("td3"),
  async seeds() {
    const times = await benchSeeds();
    await exportFigure(timeBySeeds(times));
    return times;
  },
};

/** All commands by name, in the order of `--help`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    usage: "",
    about: "the main job: runs the experiments in the quick profile, prints their tables, draws their figures",
    options: [profile, workers],
    async run(args) {
      const { values } = readOptions(args);
      for (const study of STUDIES) await tablesAndFigures(study, reproduceOptions(values));
      console.log(
        "\nVerdicts on the papers' claims, by the committed results (`npx twinlab ledger` tells each, with its reason)",
      );
      await show(verdictCounts(readLedger()));
      console.log("Next: `npm run lab` opens the notebooks, `npx twinlab --help` lists the commands.");
      return 0;
    },
  },
  run: {
    usage: "PAPER --setting NAME",
    about: "runs one setting of a paper's study and prints its table",
    options: [
      ["--setting NAME", "which setting"],
      ["--method NAME", "which method (all that the setting has)"],
      profile,
      seeds,
      set,
      workers,
      json,
    ],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const options = reproduceOptions(values);
      const study = studyNamed(positionals[0]);
      const { setting, method } = values;
      const part = restricted(study, options.profile, { ...(setting && { setting }), ...(method && { method }) });
      const results = await reproduce(part, options);
      const tables = study.summary(results);
      // A setting alone may be too little for the study's tables: its rows are shown as they are.
      await print(Object.keys(tables).length > 0 ? tables : { [`Rows of ${setting}`]: results.table }, values.json);
      return 0;
    },
  },
  reproduce: {
    usage: "PAPER",
    about: "computes what is missing of a paper's study, prints its tables, draws its figures",
    options: [profile, seeds, set, workers, publish, json],
    async run(args) {
      const { values, positionals } = readOptions(args);
      await tablesAndFigures(studyNamed(positionals[0]), reproduceOptions(values), values.json);
      return 0;
    },
  },
  figures: {
    usage: "[PAPER]",
    about: "draws the figures from the results of a profile (paper), as SVG, PNG and PDF",
    options: [profile],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const [name] = positionals;
      for (const study of name === undefined ? STUDIES : [studyNamed(name)]) {
        const size = profileOf(values.profile ?? "paper");
        const missing = missingRuns(study, size);
        if (name === undefined && missing > 0) {
          console.log(`${study.name}: ${missing} runs are missing; name it to compute them`);
          continue;
        }
        await draw(study, await reproduce(study, { profile: size }), size);
      }
      return 0;
    },
  },
  equation: {
    usage: "NAME",
    about: "shows which function computes an equation of a paper (A7), its file, and what it says of itself",
    async run(args) {
      const { positionals } = readOptions(args);
      const sources = equationNamed(PAPERS, positionals.join(" "));
      console.log(sources.map(({ name, file, line, text }) => `${name}  ${file}:${line}\n\n${text}`).join("\n\n"));
      return 0;
    },
  },
  ledger: {
    usage: "[CLAIM...]",
    about: "the papers' claims (all; D1; a letter for a paper's) beside the committed results, with a verdict by rule",
    options: [["--save", "writes data/ledger.json"], json],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const { claims, open } = await ledger(STUDIES);
      const chosen = positionals.length === 0 ? claims : positionals.flatMap((id) => claimsOf(claims, id));
      for (const sentence of open) console.error(sentence);
      if (values.save) writeJson(LEDGER, claims);
      if (values.json) console.log(JSON.stringify(chosen));
      else await show(ledgerText(chosen, { reasons: true }));
      return 0;
    },
  },
  notebook: {
    usage: "NAME",
    about: "executes a notebook headless; fails when a cell fails",
    options: [profile, ["--save", "writes the outputs into notebooks/, not only into data/runs/notebooks/"]],
    async run(args) {
      const { values, positionals } = readOptions(args);
      return runNotebook(positionals[0] ?? "", { profile: profileOf(values.profile), save: values.save ?? false });
    },
  },
  script: {
    usage: "FILE [OPTION ...]",
    about: "runs a TypeScript file under the project's Node: a paired notebook, or one of your own",
    async run([file, ...options]) {
      if (file === undefined || !existsSync(file))
        throw new Error(`script ${file ?? ""}: no such file; name a .ts file`);
      // The script sees what it would see if Node had been given it.
      process.argv = [process.execPath, resolve(file), ...options];
      await import(pathToFileURL(resolve(file)).href);
      return 0;
    },
  },
  bench: {
    usage: "environments | training | residual | seeds | cost | pendulum | pendulum-td3",
    about:
      "measures this machine: slots per second, training beside PyTorch (of residual networks too), its time against seeds, " +
      "a slot's cost against users, returns beside Stable-Baselines3",
    options: [json],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const bench = BENCHES[positionals[0] ?? ""];
      if (bench === undefined)
        throw new Error(`bench ${positionals[0] ?? ""}: there are ${Object.keys(BENCHES).join(", ")}`);
      const measured = await bench();
      if (values.json) console.log(JSON.stringify(measured));
      else console.table(measured);
      return 0;
    },
  },
  golden: {
    usage: "[DIR]",
    about: "compares the library with the test vectors of a folder (data/golden)",
    options: [["--functions a,b", "only these functions"]],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const folder = positionals[0] ?? join(ROOT, "data/golden");
      await selectBackend();
      const { passed, skipped, failures } = runGolden(folder, await goldenOf(PAPERS), values.functions?.split(","));
      for (const failure of failures) console.log(failure);
      console.log(`${passed} passed, ${failures.length} failed, ${skipped} skipped`);
      return failures.length === 0 ? 0 : 1;
    },
  },
  doctor: {
    usage: "",
    about: "says what is installed and what is missing",
    run: () => doctor(),
  },
};

type Options = ReproduceOptions & { readonly profile: Profile };

async function tablesAndFigures(study: Study, options: Options, asJson = false): Promise<void> {
  if (!asJson) console.log(study.title);
  const results = await reproduce(study, options);
  await print(study.summary(results), asJson);
  await draw(study, results, options.profile, asJson);
}

/** Only the paper profile writes to figures/, where pictures are committed; the others have a folder of their own. */
async function draw(study: Study, results: Results, profile: Profile, quiet = false): Promise<void> {
  const root = profile === "paper" ? figuresRoot() : dataFolder("runs", "figures");
  for (const figure of study.figures(results)) {
    const paths = await exportFigure(figure, root);
    if (!quiet) console.log(paths.map((path) => relative(process.cwd(), path)).join("  "));
  }
  const index = await writeIndex(root);
  if (!quiet) console.log(relative(process.cwd(), index));
}

async function print(tables: Readonly<Record<string, DataFrame>>, asJson = false): Promise<void> {
  if (asJson)
    return console.log(
      JSON.stringify(Object.fromEntries(Object.entries(tables).map(([title, table]) => [title, table.toRecords()]))),
    );
  for (const [title, table] of Object.entries(tables)) {
    console.log(`\n${title}`);
    await show(table);
  }
}
