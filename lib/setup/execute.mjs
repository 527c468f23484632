import { spawn } from "node:child_process";
import { noteChild } from "./setupLock.mjs";

/**
 * Runs a program to its end and keeps what it prints.
 *
 * @param {string} program
 * @param {readonly string[]} options
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onLine?: (line: string) => void }} [settings]
 * @returns {Promise<{ code: number, output: string }>} code 127 if the program does not exist
 */
export function execute(program, options, { env, cwd, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      env: env ?? process.env,
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    noteChild(child.pid);
    let output = "";
    let line = "";
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      const lines = (line + chunk).split("\n");
      line = lines.pop() ?? "";
      if (onLine) lines.forEach(onLine);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The last lines of what a failed program printed: the reason is there. */
export function tail(/** @type {string} */ output, lines = 8) {
  return output.trimEnd().split("\n").slice(-lines).join("\n");
}
