import { appendFileSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { PAPERS } from "../papers/index.ts";
import { dataFolder } from "../records/index.ts";
import { type Case, holds, type Options } from "./case.ts";
import { PROGRAMS } from "./programs.ts";

const HELP = `npm run test:faults -- [NAME ...] [--only TEXT] [--paper NAME] [--rounds N] [--seed N]

Tries to break the lab, minutes long; every case is a line of JSON in data/runs/faults. Without NAME all of:
${Object.entries(PROGRAMS)
  .map(([name, { about }]) => `  ${name.padEnd(16)} ${about}`)
  .join("\n")}

  --only TEXT      only cases whose name has it
  --paper NAME     only this paper, where a program runs one after another
  --rounds N       rounds of what is drawn at random (1)
  --seed N         seed of what is drawn at random (1)`;

/** Runs programs one after another; the exit code is 1 where something does not hold. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: "boolean" },
      only: { type: "string", default: "" },
      paper: { type: "string" },
      rounds: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
    },
  });
  if (values.help) return say(HELP);
  const unknown = positionals.find((name) => !Object.hasOwn(PROGRAMS, name));
  if (unknown !== undefined) throw new Error(`no program "${unknown}"; there are ${Object.keys(PROGRAMS).join(", ")}`);
  const studies = PAPERS.map(({ study }) => study).filter(({ name }) => [undefined, name].includes(values.paper));
  if (studies.length === 0) throw new Error(`no paper "${values.paper}"`);
  const options = {
    only: values.only,
    rounds: count("rounds", values.rounds),
    seed: count("seed", values.seed),
    studies,
  };
  const names = positionals.length > 0 ? positionals : Object.keys(PROGRAMS);
  return report(names, options);
}

async function report(names: readonly string[], options: Options): Promise<number> {
  const folder = dataFolder("runs", "faults");
  mkdirSync(folder, { recursive: true });
  const log = join(folder, `${new Date().toISOString().replaceAll(":", "")}.jsonl`);
  const rows: object[] = [];
  let failed = 0;
  for (const name of names) {
    const found: Case[] = [];
    const begin = Date.now();
    console.log(`\n${name}: ${PROGRAMS[name].about}`);
    await PROGRAMS[name].run(options, (one) => {
      found.push(one);
      appendFileSync(log, `${JSON.stringify({ program: name, ...one })}\n`);
      if (!holds(one))
        console.log(
          `  ${one.outcome.padEnd(8)} ${one.name}: ${(one.message ?? "").split("\n").join(" / ").slice(0, 240)}`,
        );
      else if (process.stdout.isTTY) process.stdout.write(`  ${found.length} cases\r`);
    });
    const broken = found.filter((one) => !holds(one)).length;
    failed += broken;
    const outcomes = [...Map.groupBy(found, ({ outcome }) => outcome)].map(
      ([outcome, ones]) => `${outcome} ${ones.length}`,
    );
    const seconds = Math.round((Date.now() - begin) / 1000);
    rows.push({ program: name, cases: found.length, "does not hold": broken, seconds, outcomes: outcomes.join(", ") });
  }
  console.table(rows);
  console.log(
    `${failed === 0 ? "Everything holds" : `${failed} cases do not hold`}; every case is in ${relative(process.cwd(), log)}`,
  );
  return failed === 0 ? 0 : 1;
}

function count(option: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1) throw new Error(`--${option} ${text}: give a whole number of 1 or more`);
  return number;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`faults: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
