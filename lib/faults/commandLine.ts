import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Program } from "./case.ts";
import { faultOfMessage, lastLines, twinlab } from "./commands.ts";
import { inLanes } from "./lanes.ts";
import { scratch } from "./places.ts";

/** Words that no command, paper, setting, number, path or file is; each line must be refused. */
function refusals(paper: string): string[][] {
  const reproduce = ["reproduce", paper, "--profile", "smoke"];
  const words = ["nonsense", "constructor", "__proto__", "toString", "valueOf", ""];
  const commands = ["reproduce", "run", "figures", "equation", "ledger", "notebook", "bench", "golden", "script"];
  const numbers = ["0", "-1", "1.5", "NaN", "Infinity", "abc", "", "1e3", "0x10", " 2"];
  const seeds = [
    "1..2..3",
    "..",
    "3..",
    "..3",
    "4..1",
    "a",
    "-1",
    "1,,2",
    "",
    "0.5",
    "0..99999999",
    "1e9",
    "998",
    "3 4",
  ];
  const sets = [
    "users",
    "=3",
    "a.b.c=3",
    "network.wieght=1",
    "network=3",
    "network.weight",
    "__proto__.x=1",
    "constructor=1",
  ];
  return [
    ...words.map((word) => [word]),
    ...commands.flatMap((command) => words.map((word) => [command, word])),
    ...numbers.map((number) => [...reproduce, "--workers", number]),
    ...seeds.map((list) => [...reproduce, "--seeds", list]),
    ...sets.map((assignment) => [...reproduce, "--set", assignment]),
    ...words.map((word) => [...reproduce.slice(0, 3), word]),
    ...words.map((word) => ["run", paper, "--profile", "smoke", "--setting", word]),
    [...reproduce, "--nonsense"],
    [...reproduce, "another"],
    [...reproduce, "--profile"],
    ["ledger", "--workers", "3"],
    ["ledger", "--publish"],
    ["figures", "--seeds", "0"],
    ["doctor", "nonsense"],
    ["golden", "/nowhere"],
    ["golden", "--functions", "nonsense"],
    ["script", "/nowhere.ts"],
    ["script", "."],
  ];
}

/** Lines of the command that must be refused in a line of text, and options that a script must see. */
export const commandLine: Program = {
  about: "words, numbers, paths and options that the command line does not have",
  async run({ studies, only }, report) {
    const [{ name: paper }] = studies;
    await inLanes(refusals(paper), async (args) => {
      const name = args.map((arg) => (/^[\w.,:=/-]+$/.test(arg) ? arg : `"${arg}"`)).join(" ");
      if (!name.includes(only)) return;
      const ended = await twinlab(args, scratch("data"), { seconds: 30 });
      const said = faultOfMessage(ended) ?? faultOfWords(ended.err);
      const found: Finding = ended.isTooLong
        ? { outcome: "hang", message: "30 s" }
        : said === undefined
          ? { outcome: "refused", message: lastLines(ended.err, 1) }
          : { outcome: ended.code === 0 ? "unsound" : "raw", message: said };
      report({ name, ...found, seconds: ended.seconds });
    });
    for (const args of [["--help"], ["-h", "64"], ["--hidden", "128", "--", "--help"]]) {
      const name = `script FILE ${args.join(" ")}`;
      if (name.includes(only)) report({ name, ...(await seenBy(args)) });
    }
  },
};

/** A message that V8 wrote, or that shows a value nobody gave. */
function faultOfWords(text: string): string | undefined {
  const isRaw = /is not a function|Cannot (read|set|convert)|undefined|\[object|not iterable/.test(text);
  return isRaw ? `it says ${lastLines(text, 2)}` : undefined;
}

/** A script must see what Node would have shown it. */
async function seenBy(args: readonly string[]): Promise<Finding> {
  const file = join(scratch("script"), "arguments.ts");
  writeFileSync(file, "console.log(JSON.stringify(process.argv.slice(2)));\n");
  const { out } = await twinlab(["script", file, ...args], scratch("data"), { seconds: 30 });
  return out.trim() === JSON.stringify(args) ? { outcome: "equal" } : { outcome: "silent", message: out.slice(0, 200) };
}
