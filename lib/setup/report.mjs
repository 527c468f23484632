import { clearLine, cursorTo } from "node:readline";
import { getSystemErrorMap } from "node:util";

/** What set-up could not do, in one line that says what to do next. */
export class SetupError extends Error {}

/**
 * What the file system refuses set-up, in one line: which file, why, what to do; undefined for any other error.
 *
 * @param {unknown} error
 */
export function fileTrouble(error) {
  if (!(error instanceof Error) || !("syscall" in error)) return undefined;
  const { code, errno = 0, path = "a file", syscall } = /** @type {NodeJS.ErrnoException} */ (error);
  // Of folders on a read-only file system Node says ENOENT.
  const orReadOnly = code === "ENOENT" && syscall === "mkdir" ? ", or a read-only file system" : "";
  const reason = getSystemErrorMap().get(errno)?.[1] ?? error.message;
  return `Set-up cannot use ${path}: ${reason}${orReadOnly} (${code}). Mend that and start again.`;
}

/**
 * Runs one step and shows it in one line on standard error: what it does, then how it goes (on a terminal), then how
 * long it took.
 *
 * @param {string} title
 * @param {(status: (text: string) => void) => Promise<string | void>} work gets a function that shows what happens now;
 *   what it returns ends the line
 */
export async function step(title, work) {
  const begin = performance.now();
  const live = process.stderr.isTTY;
  const seconds = () => `${((performance.now() - begin) / 1000).toFixed(live ? 0 : 1)} s`;
  let status = "";
  const draw = () => {
    cursorTo(process.stderr, 0);
    process.stderr.write(`${title}: ${seconds()} ${status}`.slice(0, (process.stderr.columns ?? 80) - 1));
    clearLine(process.stderr, 1);
  };
  const finish = (/** @type {string} */ text) => {
    if (live) cursorTo(process.stderr, 0);
    process.stderr.write(live ? `${title}: ${text}` : text);
    if (live) clearLine(process.stderr, 1);
    process.stderr.write("\n");
  };
  if (!live) process.stderr.write(`${title}: `);
  const timer = live ? setInterval(draw, 250) : undefined;
  try {
    const result = await work((text) => {
      status = text;
    });
    finish([seconds(), result].filter(Boolean).join(", "));
  } catch (error) {
    finish(`failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
