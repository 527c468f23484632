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
import { EXPERIMENTS, experimentNamed, goldenAdapters } from "../papers/index.ts";
import { dataFolder, ROOT, writeJson } from "../records/index.ts";
import type { Experiment, Profile } from "../study/experiment.ts";
import { claimsOf, LEDGER, ledger, readLedger } from "../study/ledger.ts";
import { ledgerText, verdictCounts } from "../study/ledgerText.ts";
import { missingRuns, type ReproduceOptions, reproduce } from "../study/reproduce.ts";
import { doctor } from "./doctor.ts";
import { runNotebook } from "./notebook.ts";
import { OPTION_HELP, profileOf, readOptions, reproduceOptions } from "./options.ts";

export interface Command {
  readonly usage: string;
  readonly about: string;
  readonly options?: readonly (readonly [option: string, meaning: string])[];
  /** @returns the exit code */
  run(args: string[]): Promise<number>;
}

const { profile, seeds, set, workers, publish, json } = OPTION_HELP;

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

export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    usage: "",
    about: "the main job: runs the experiments in the quick profile, prints their tables, draws their figures",
    options: [profile, workers],
    async run(args) {
      const { values } = readOptions(args);
      for (const experiment of Object.values(EXPERIMENTS)) await tablesAndFigures(experiment, reproduceOptions(values));
      console.log(
        "\nVerdicts on the papers' claims, by the committed results (`npx twinlab ledger` tells each, with its reason)",
      );
      await show(verdictCounts(readLedger()));
      console.log("Next: `npm run lab` opens the notebooks, `npx twinlab --help` lists the commands.");
      return 0;
    },
  },
  run: {
    usage: "EXPERIMENT --setting NAME",
    about: "runs one setting of an experiment and prints its table",
    options: [["--setting NAME", "which setting"], profile, seeds, set, workers, json],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const experiment = experimentNamed(positionals[0] ?? "");
      const one = withSetting(experiment, values.setting);
      await print(experiment.summary(await reproduce(one, reproduceOptions(values))), values.json);
      return 0;
    },
  },
  reproduce: {
    usage: "EXPERIMENT",
    about: "computes what is missing of an experiment, prints its table, draws its figures",
    options: [profile, seeds, set, workers, publish, json],
    async run(args) {
      const { values, positionals } = readOptions(args);
      await tablesAndFigures(experimentNamed(positionals[0] ?? ""), reproduceOptions(values), values.json);
      return 0;
    },
  },
  figures: {
    usage: "[EXPERIMENT]",
    about: "draws the figures from the results of a profile (paper), as SVG, PNG and PDF",
    options: [profile],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const chosen = positionals[0] === undefined ? Object.values(EXPERIMENTS) : [experimentNamed(positionals[0])];
      for (const experiment of chosen) {
        const size = profileOf(values.profile ?? "paper");
        const missing = missingRuns(experiment, size);
        if (positionals[0] === undefined && missing > 0) {
          console.log(`${experiment.name}: ${missing} runs are missing; name it to compute them`);
          continue;
        }
        await draw(experiment, await reproduce(experiment, { profile: size }), size);
      }
      return 0;
    },
  },
  ledger: {
    usage: "[CLAIM...]",
    about: "the papers' claims (all; D1; a letter for a paper's) beside the committed results, with a verdict by rule",
    options: [["--save", "writes data/ledger.json"], json],
    async run(args) {
      const { values, positionals } = readOptions(args);
      const { claims, open } = await ledger(Object.values(EXPERIMENTS));
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
      const { passed, skipped, failures } = runGolden(folder, await goldenAdapters(), values.functions?.split(","));
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

async function tablesAndFigures(experiment: Experiment, options: Options, asJson = false): Promise<void> {
  if (!asJson) console.log(experiment.title);
  const results = await reproduce(experiment, options);
  await print(experiment.summary(results), asJson);
  await draw(experiment, results, options.profile, asJson);
}

/** Only the paper profile writes to figures/, where pictures are committed; the others have a folder of their own. */
async function draw(experiment: Experiment, results: DataFrame, profile: Profile, quiet = false): Promise<void> {
  const root = profile === "paper" ? figuresRoot() : dataFolder("runs", "figures");
  for (const figure of experiment.figures(results)) {
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

function withSetting(experiment: Experiment, setting: string | undefined): Experiment {
  const named = (task: { setting: string }) => task.setting === setting;
  const settings = experiment.plan("paper").map((task) => task.setting);
  if (setting === undefined || !settings.includes(setting)) {
    throw new Error(`--setting ${setting ?? "is missing"}: ${experiment.name} has "${settings.join('", "')}"`);
  }
  return { ...experiment, plan: (size) => experiment.plan(size).filter(named) };
}
