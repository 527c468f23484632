import { attemptsOf } from "./attempts.ts";
import type { Program } from "./case.ts";
import { commandLine } from "./commandLine.ts";
import { determinism } from "./determinism.ts";
import { disks } from "./disks.ts";
import { endurance } from "./endurance.ts";
import { failingWrites } from "./failingWrites.ts";
import { killedTasks } from "./killedTasks.ts";
import { kills } from "./kills.ts";
import { rerunCells } from "./rerunCells.ts";
import { signals } from "./signals.ts";

/** All programs by name, the quick ones first. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  configurations: attemptsOf("badConfigurations.ts", "bad values in every field of every schema"),
  steps: attemptsOf("badSteps.ts", "actions, seeds, rows, snapshots and options of evaluations that do not exist"),
  learners: attemptsOf(
    "badLearners.ts",
    "options, tasks, rewards, observations and snapshots that learners are not made for",
  ),
  calls: attemptsOf("badCalls.ts", "functions given what they cannot answer for"),
  "command-line": commandLine,
  files: attemptsOf("damagedFiles.ts", "every kind of damage to every kind of file that is read", 90),
  kills,
  "killed-tasks": killedTasks,
  signals,
  writes: failingWrites,
  disks,
  determinism,
  endurance,
  cells: rerunCells,
};
