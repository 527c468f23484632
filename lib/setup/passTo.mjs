import { spawn } from "node:child_process";
import { constants } from "node:os";
import { projectEnvironment } from "./environment.mjs";

/**
 * Runs a program of the project in the foreground: same terminal, same folder; signals and the exit code are passed on.
 *
 * @param {string} program
 * @param {readonly string[]} options
 * @param {NodeJS.ProcessEnv} [variables] added to the environment
 * @returns {Promise<number>} the exit code; 128 + n after signal n, as a shell says it
 */
export function passTo(program, options, variables = {}) {
  const child = spawn(program, options, { stdio: "inherit", env: { ...projectEnvironment(), ...variables } });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  // A terminal sends Ctrl-C to the child too, and two of them may mean more than one.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
