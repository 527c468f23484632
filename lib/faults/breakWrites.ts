import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";

/** How the k-th write goes wrong. `never` counts them. */
export type WritingFault = "no space" | "no right" | "kill" | "never";

/** What a process with this module in `--import` is told by TWINLAB_FAULT, as JSON. */
export interface BrokenWrite {
  /** only what is under these folders counts */
  readonly folders: readonly string[];
  /** the first is 1; processes that write one after another count on */
  readonly at: number;
  readonly fault: WritingFault;
  /** file to which each write adds the name of its call: the count, shared by processes */
  readonly log: string;
}

/**
 * Instrumentation of a process of `failingWrites.ts`: Node's calls that change files are counted, and the k-th fails as a
 * full disk or a missing right would, or the process is killed in it. A write to a file is half done by then.
 */
if (process.env.TWINLAB_FAULT !== undefined) breakWrites(JSON.parse(process.env.TWINLAB_FAULT) as BrokenWrite);

function breakWrites({ folders, at, fault, log }: BrokenWrite): void {
  const { appendFileSync, existsSync, readFileSync, writeFileSync, openSync, writeSync } = fs;
  const counted = () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 1 : 0);
  const isOurs = (path: unknown) =>
    typeof path === "string" && folders.some((folder) => resolve(path).startsWith(folder)) && resolve(path) !== log;
  const descriptors = new Set<number>();
  let depth = 0;

  /** Counts a call that changes what `path` names, and breaks the one that is to be broken. */
  const meet = (call: string, path: string, halfDone: () => void) => {
    if (depth > 0) return;
    depth++;
    const number = counted() + 1;
    appendFileSync(log, `${call} ${path}\n`);
    try {
      if (number !== at || fault === "never") return;
      halfDone();
      if (fault === "kill") process.kill(process.pid, "SIGKILL");
      const [code, errno, text] =
        fault === "no space" ? ["ENOSPC", -28, "no space left on device"] : ["EACCES", -13, "permission denied"];
      throw Object.assign(new Error(`${code}: ${text}, ${call} '${path}'`), { code, errno, syscall: call, path });
    } finally {
      depth--;
    }
  };
  const nested = <T>(work: () => T): T => {
    depth++;
    try {
      return work();
    } finally {
      depth--;
    }
  };

  fs.writeFileSync = (path, data, options) => {
    if (isOurs(path)) {
      meet("writeFileSync", String(path), () => {
        if (fault !== "no right") writeFileSync(path, half(data as string | Uint8Array));
      });
    }
    nested(() => writeFileSync(path, data, options));
  };
  for (const call of ["renameSync", "mkdirSync", "rmSync", "unlinkSync", "copyFileSync", "linkSync"] as const) {
    const original = fs[call] as (...args: unknown[]) => unknown;
    const broken = (...args: unknown[]) => {
      // To make a folder that is there changes nothing.
      const path = args.find(isOurs);
      if (path !== undefined && !(call === "mkdirSync" && existsSync(String(path)))) meet(call, String(path), () => {});
      return nested(() => original(...args));
    };
    Object.assign(fs, { [call]: broken });
  }
  Object.assign(fs, {
    openSync(path: string, flags: string | number = "r", mode?: number) {
      const isWriting = typeof flags === "string" ? /[wa+]/.test(flags) : (flags & 3) !== 0;
      const isCounted = isWriting && isOurs(path) && depth === 0;
      if (isCounted) meet("openSync", path, () => {});
      const descriptor = openSync(path, flags, mode);
      if (isCounted) descriptors.add(descriptor);
      return descriptor;
    },
    writeSync(descriptor: number, ...rest: unknown[]) {
      if (descriptors.has(descriptor)) {
        meet("writeSync", String(descriptor), () => {
          if (fault !== "no right") writeSync(descriptor, half(rest[0] as string | Uint8Array));
        });
      }
      return (writeSync as (...args: unknown[]) => number)(descriptor, ...rest);
    },
  });
  syncBuiltinESMExports();
}

/** The first half of what was to be written. */
function half(data: string | Uint8Array): string {
  const bytes = Buffer.from(data as string);
  return bytes.subarray(0, bytes.length / 2).toString("latin1");
}
