import { fileError, isSystemError } from "../records/fileError.ts";
import { COMMANDS, type Command } from "./commands.ts";
import { checkArguments } from "./options.ts";

/** `npx twinlab COMMAND ...`: finds the command, reads its options, prints a readable error. */
async function main([name = "--help", ...rest]: string[]): Promise<number> {
  if (isHelp(name)) return help();
  if (!Object.hasOwn(COMMANDS, name))
    throw new Error(`no command "${name}"; there are ${Object.keys(COMMANDS).join(", ")}`);
  const command = COMMANDS[name];
  const own = command.passesOn ? rest.slice(0, 1) : rest;
  if (own.some(isHelp)) return helpOf(name, command);
  checkArguments(name, command, own);
  return (await command.load()).run(rest);
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

function help(): number {
  const lines = Object.entries(COMMANDS).map(
    ([name, { usage, about }]) => `  ${`${name} ${usage}`.padEnd(42)} ${about}`,
  );
  console.log(
    `twinlab: a lab for digital-twin wireless networks\n\n${lines.join("\n")}\n\nnpx twinlab COMMAND --help says more.`,
  );
  return 0;
}

function helpOf(name: string, { usage, about, options = [] }: Command): number {
  const lines = options.map(([option, meaning]) => `  ${option.padEnd(30)} ${meaning}`);
  console.log([`npx twinlab ${name} ${usage}`, about, ...lines].join("\n"));
  return 0;
}

/** One line for the user; the whole error with its stack where TWINLAB_DEBUG is set. */
function tell(error: unknown): void {
  const told = isSystemError(error) ? fileError(error) : error;
  console.error(process.env.TWINLAB_DEBUG ? error : `twinlab: ${told instanceof Error ? told.message : String(told)}`);
  process.exitCode = 1;
}

// What cannot be printed: the reader has seen enough (EPIPE), or a file has no room.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") tell(fileError(error, "print to", "standard output"));
    process.exit(1);
  });
}
main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, tell);
