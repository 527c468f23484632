import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { dirname, join } from "node:path";
import { ROOT, readJson, writeAtomically } from "./places.mjs";
import { SetupError } from "./report.mjs";

const LOCK = join(ROOT, ".setup", "lock.json");
const PATIENCE_MS = 15 * 60_000;

let held = false;

/**
 * Lets one set-up work at a time in this checkout. The lock of a process that died is taken over, once the program that
 * it had started (pip, npm, a compiler) has ended too: otherwise both would write the same files.
 *
 * @template T
 * @param {() => Promise<T>} work
 */
export async function withLock(work) {
  await acquire();
  held = true;
  try {
    return await work();
  } finally {
    held = false;
    rmSync(LOCK, { force: true });
  }
}

/** Writes down the program that set-up is running, for the one who finds the lock of a dead set-up. */
export function noteChild(/** @type {number | undefined} */ pid) {
  if (held) writeAtomically(LOCK, contents(pid));
}

async function acquire() {
  mkdirSync(dirname(LOCK), { recursive: true });
  const deadline = Date.now() + PATIENCE_MS;
  for (let told = false; ; told = true) {
    if (take()) return;
    const { pid, child, startedAt } = readJson(LOCK) ?? {};
    const isBeforeBoot = startedAt < Date.now() - uptime() * 1000;
    const running = isBeforeBoot ? undefined : [pid, child].find(isRunning);
    if (running === undefined) {
      rmSync(LOCK, { force: true });
      continue;
    }
    if (Date.now() > deadline)
      throw new SetupError(`Process ${running} still holds ${LOCK}. End it, or delete that file.`);
    if (!told) console.error(`Another set-up is at work here (process ${running}); waiting for it.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Makes the lock, with its contents, unless there is one. */
function take() {
  const mine = `${LOCK}.${process.pid}.tmp`;
  try {
    writeFileSync(mine, contents());
    linkSync(mine, LOCK);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw Object.assign(/** @type {Error} */ (error), { path: LOCK });
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {number} [child] */
function contents(child) {
  return JSON.stringify({ pid: process.pid, child, startedAt: Date.now() });
}

/** @param {number | undefined} pid */
export function isRunning(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  return !isZombie(pid);
}

/** Ended, but in a container whose first process does not collect the dead. */
function isZombie(/** @type {number} */ pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
