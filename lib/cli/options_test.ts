import { expect, test } from "vitest";
import { COMMANDS } from "./commands.ts";
import { checkArguments, readOptions, reproduceOptions } from "./options.ts";

/** What becomes of the options of a command, as main and the command read them. */
function optionsOf(line: string) {
  const [name, ...args] = line.split(" ");
  checkArguments(name, COMMANDS[name], args);
  return reproduceOptions(readOptions(args).values);
}

test.each([
  ["reproduce B --profile constructor", "--profile constructor: allowed are smoke, quick, paper"],
  ["reproduce B --profile=", "--profile: give it a value"],
  ["run B --setting", "Option '--setting <value>' argument missing"],
  ["run B --setting x --method=", "--method: give it a value"],
  ["ledger --publish", "--publish: ledger has no such option; it has --save, --json"],
  ["ledger --workers 3", "--workers: ledger has no such option"],
  ["figures --seeds 0", "--seeds: figures has no such option; it has --profile"],
  ["figures --json", "--json: figures has no such option"],
  ["start --seeds 3", "--seeds: start has no such option"],
  ["start robust-tilt", '"robust-tilt" is too much: start takes no name'],
  ["golden --save", "--save: golden has no such option; it has --functions"],
  ["doctor --json", "--json: doctor has no such option; it has none"],
  ["reproduce B --wrokers 3", "--wrokers: reproduce has no such option; it has --profile, --seeds, --set"],
  ["reproduce B --constructor 3", "--constructor: reproduce has no such option"],
  ["reproduce B -w 3", "-w: reproduce has no such option"],
  ["reproduce B --no-json", "--no-json: reproduce has no such option"],
  ["reproduce B C", '"C" is too much: reproduce takes one name. Usage: npx twinlab reproduce PAPER'],
  ["reproduce B --json --json", "--json: give it once"],
  ["reproduce B --seeds 1 --seeds 2", "--seeds: give it once"],
  ["reproduce B --seeds=", "--seeds: give it a value"],
  ["reproduce B --seeds 0..99999999", "no plan has seeds of 100000 or more"],
  ["reproduce B --seeds 99999999999999999999", "no plan has seeds of 100000 or more"],
  ["reproduce B --set a=1 --set a=2", "--set a=2: a is set twice"],
])("%s is refused", (line, message) => {
  expect(() => optionsOf(line)).toThrow(message);
});

test("seeds, workers and fields that are half right are refused", () => {
  for (const seeds of "1..2..3 .. 3.. ..3 5..3 -1 0.5 1e1 0x1 NaN 1, ,1 a 0..b 1..2.. +1".split(" "))
    expect(() => optionsOf(`reproduce B --seeds=${seeds}`)).toThrow(`--seeds ${seeds}: "`);
  for (const workers of "0 -1 1.5 NaN 1e9 1000000000 1025 two 0x2 Infinity".split(" "))
    expect(() => optionsOf(`reproduce B --workers=${workers}`)).toThrow(
      `--workers ${workers}: give a whole number from 1 to 1024`,
    );
  for (const set of "=3 a= a = .a=3 a.=3 a..b=3".split(" "))
    expect(() => optionsOf(`reproduce B --set ${set}`)).toThrow(`--set ${set}: write it as field.path=value`);
});

test("what is right is read", () => {
  expect(
    optionsOf("reproduce B --seeds 0..2,7 --workers 2 --set a.b=.5 --set c=x=y --set __proto__=1 --publish"),
  ).toEqual({
    profile: "quick",
    settles: false,
    seeds: [0, 1, 2, 7],
    workers: 2,
    set: JSON.parse('{"a.b": 0.5, "c": "x=y", "__proto__": 1}'),
    publish: true,
  });
});

test.each([
  ["reproduce B --on moon", "--on moon: allowed are local, slurm"],
  ["reproduce B --partition short", "--partition: is an option of Slurm; add --on slurm"],
  ["reproduce B --on local --slurm-flag=--a=b", "--slurm-flag: is an option of Slurm"],
  ["reproduce B --on slurm --workers 2", "--workers: is of this machine"],
  ["reproduce B --on slurm --array-width 0", "--array-width 0: give a whole number of 1 or more"],
  ["reproduce B --on slurm --time never", 'time = "never": give minutes'],
  ["reproduce B --on slurm --slurm-flag=account", 'flags: "account" is no option of sbatch'],
])("%s is refused", (line, message) => {
  expect(() => optionsOf(line)).toThrow(message);
});

test("where jobs run is read, and flags of sbatch may be repeated", () => {
  const line = "run B --setting s --on slurm --partition short --time 1-12 --memory 2G --array-width 8";
  expect(optionsOf(`${line} --slurm-flag=--account=phy --slurm-flag=--qos=low`).on).toEqual({
    scheduler: "slurm",
    partition: "short",
    time: "1-12",
    memory: "2G",
    arrayWidth: 8,
    flags: ["--account=phy", "--qos=low"],
  });
  expect(optionsOf("reproduce B --on local").on).toBeUndefined();
});
