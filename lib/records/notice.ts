const said = new Set<string>();

/** Says a line on standard error, once: a file is looked at more often than its reader wants to be told. */
export function notice(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  console.error(`twinlab: ${line}`);
}
