import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../records/index.ts";
import { projectEnvironment } from "../setup/environment.mjs";
import { scratch } from "./places.ts";

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  /** it was killed for taking too long */
  readonly isTooLong: boolean;
}

/** A program at work, in a process group of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** @returns whether the group was still there */
  signal(signal: NodeJS.Signals): boolean;
}

/** Settings of a program. */
export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** after which its group is killed */
  readonly seconds?: number;
}

const groups = new Set<number>();
process.on("exit", () => {
  for (const group of groups) signalGroup(group, "SIGKILL");
});

/** Starts a program; what it leaves running is ended with this process. */
export function start(program: string, args: readonly string[], options: StartOptions = {}): Running {
  const { env = {}, cwd = ROOT, seconds = 600 } = options;
  const begin = Date.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...projectEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} does not start`);
  groups.add(pid);
  let out = "";
  let err = "";
  let isTooLong = false;
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const timer = setTimeout(() => {
    isTooLong = true;
    signalGroup(pid, "SIGKILL");
  }, 1000 * seconds);
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      signalGroup(pid, "SIGKILL");
      groups.delete(pid);
      resolve({ code, signal, out, err, seconds: (Date.now() - begin) / 1000, isTooLong });
    });
  });
  return { child, ended, signal: (signal) => signalGroup(pid, signal) };
}

function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

/** The command line's program, without the launcher that sees to set-up. */
const MAIN = join(ROOT, "lib/cli/main.ts");

/** `twinlab ...` with a data folder of its own, as the launcher starts it. */
export function startTwinlab(args: readonly string[], data: string, options: StartOptions = {}): Running {
  const env = { TWINLAB_DATA: data, TWINLAB_FIGURES: scratch("figures"), ...options.env };
  return start(process.execPath, [MAIN, ...args], { ...options, env });
}

/** `twinlab ...`, to its end. */
export function twinlab(args: readonly string[], data: string, options?: StartOptions): Promise<Ended> {
  return startTwinlab(args, data, options).ended;
}

/** Whether a program that failed said so: a code other than 0, a message, and no stack trace. */
export function faultOfMessage({ code, err, isTooLong }: Ended): string | undefined {
  if (isTooLong) return "it does not end";
  if (code === 0) return "it ends with code 0";
  if (/^\s+at .+:\d+:\d+\)?$/m.test(err)) return `it prints a stack trace: ${lastLines(err)}`;
  return /\S/.test(err) ? undefined : "it says nothing";
}

/** The last lines of what a program printed, progress bars left out, as one line. */
export function lastLines(text: string, count = 4): string {
  const lines = text.split("\n").filter((line) => /\S/.test(line) && !/[█░]/.test(line));
  return lines.slice(-count).join(" / ").slice(-500);
}

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Children of a process, and theirs; on systems with /proc. */
export function descendants(pid: number, all: readonly Process[] = processes()): Process[] {
  return all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...descendants(one.pid, all)]);
}

export function processes(): Process[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
      return state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent), command }];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}

/** Whether a process is there, also where it stands still. */
export function isRunning(pid: number): boolean {
  return processes().some((one) => one.pid === pid);
}

/** What a look finds, asked again and again until it finds something; undefined after so many seconds. */
export async function until<T>(look: () => T | undefined | false, seconds = 60): Promise<T | undefined> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; await sleep(50)) {
    const found = look();
    if (found) return found;
  }
  return undefined;
}
