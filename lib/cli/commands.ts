import { OPTION_HELP, type Taken } from "./options.ts";

/** A command of the command line; its code is loaded when it is called. */
export interface Command extends Taken {
  readonly about: string;
  /** whether all that follows its first name is for the program that it starts */
  readonly passesOn?: boolean;
  /** @returns a module whose `run` returns the exit code */
  load(): Promise<{ run(args: string[]): Promise<number> }>;
}

const { profile, seeds, set, workers, where, settle, publish, json } = OPTION_HELP;

/** All commands by name, in the order of `--help`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  start: {
    usage: "",
    names: 0,
    about: "the main job: runs the experiments in the quick profile, prints their tables, draws their figures",
    options: [profile, workers],
    load: () => import("./commands/start.ts"),
  },
  run: {
    usage: "PAPER --setting NAME",
    names: 1,
    about: "runs one setting of a paper's study and prints its table",
    options: [
      ["--setting NAME", "which setting"],
      ["--method NAME", "which method (all that the setting has)"],
      profile,
      seeds,
      set,
      workers,
      ...where,
      json,
    ],
    load: () => import("./commands/run.ts"),
  },
  reproduce: {
    usage: "PAPER",
    names: 1,
    about: "computes what is missing of a paper's study, prints its tables, draws its figures",
    options: [profile, seeds, set, workers, ...where, settle, publish, json],
    load: () => import("./commands/reproduce.ts"),
  },
  sweep: {
    usage: "PAPER --setting NAME --over KEY=...",
    names: 1,
    about:
      "runs a setting over a grid of values, tells the mean of a metric in each cell, draws it over one key or two",
    options: [
      ["--setting NAME", "which setting"],
      ["--method NAME", "which method (all that the setting has)"],
      [
        "--over KEY=a,b,c",
        "values of a field of the configuration, by its path; KEY=from..to:n for a range; repeatable",
      ],
      ["--metric NAME", "of which the mean is told, in the final window (reward)"],
      ["--x KEY", "draws the metric over this key, into figures/sweeps"],
      ["--by KEY", "and over this one: a map"],
      profile,
      seeds,
      set,
      workers,
      ...where,
      json,
    ],
    load: () => import("./commands/sweep.ts"),
  },
  status: {
    usage: "[PAPER]",
    names: 1,
    about: "says what ran, runs, waits in Slurm's queue, was stopped and failed, and the time left; of a paper by arms",
    options: [json],
    load: () => import("./commands/status.ts"),
  },
  figures: {
    usage: "[PAPER]",
    names: 1,
    about: "draws the figures from the results of a profile (paper), as SVG, PNG and PDF",
    options: [profile],
    load: () => import("./commands/figures.ts"),
  },
  equation: {
    usage: "NAME",
    names: Infinity,
    about: "shows which function computes an equation of a paper (A7), its file, and what it says of itself",
    load: () => import("./commands/equation.ts"),
  },
  ledger: {
    usage: "[CLAIM...]",
    names: Infinity,
    about: "the papers' claims (all; D1; a letter for a paper's) beside the committed results, with a verdict by rule",
    options: [["--save", "writes data/ledger.json and data/ledger.md"], json],
    load: () => import("./commands/ledger.ts"),
  },
  map: {
    usage: "[CLAIM]",
    names: 1,
    about:
      "draws the map of a claim (C1): under which readings of its paper it holds, and which of them decide; without one the " +
      "atlas of all maps",
    options: [
      ["--budget N", "runs of five seeds that it may take (200)"],
      ["--over PATH,PATH", "its axes, by their paths (all that the paper leaves open)"],
      ["--set PATH=VALUE", "measures one reading in place of the map; may be repeated"],
      ["--seeds 0..4", "on which seeds"],
      workers,
      ...where,
      json,
    ],
    load: () => import("./commands/map.ts"),
  },
  notebook: {
    usage: "NAME",
    names: 1,
    about: "executes a notebook headless; fails when a cell fails",
    options: [profile, ["--save", "writes the outputs into notebooks/, not only into data/runs/notebooks/"]],
    load: () => import("./commands/notebook.ts"),
  },
  script: {
    usage: "FILE [OPTION ...]",
    names: 1,
    passesOn: true,
    about: "runs a TypeScript file under the project's Node: a paired notebook, or one of your own",
    load: () => import("./commands/script.ts"),
  },
  bench: {
    usage: "environments | training | learners | residual | seeds | growth | cost | pendulum | pendulum-td3",
    names: 1,
    about:
      "measures this machine: slots per second, training beside PyTorch and JAX, a block of each paper's learner, residual " +
      "networks beside PyTorch, training time against seeds, growth of time and memory, a slot's cost against users, returns beside Stable-Baselines3",
    options: [json],
    load: () => import("./commands/bench.ts"),
  },
  golden: {
    usage: "[DIR]",
    names: 1,
    about: "compares the library with the test vectors of a folder (data/golden)",
    options: [["--functions a,b", "only these functions"]],
    load: () => import("./commands/golden.ts"),
  },
  doctor: {
    usage: "",
    names: 0,
    about: "says what is installed and what is missing",
    load: () => import("./commands/doctor.ts"),
  },
};
