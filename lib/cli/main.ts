import { COMMANDS, type Command } from "./commands.ts";

/** `npx twinlab COMMAND ...`: finds the command, reads its options, prints a readable error. */
async function main([name = "--help", ...rest]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (name === "--help" || name === "-h") return help();
  if (command === undefined) throw new Error(`no command "${name}"; there are ${Object.keys(COMMANDS).join(", ")}`);
  if (rest.includes("--help") || rest.includes("-h")) return helpOf(name, command);
  return (await command.load()).run(rest);
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

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(
      process.env.TWINLAB_DEBUG ? error : `twinlab: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  },
);
