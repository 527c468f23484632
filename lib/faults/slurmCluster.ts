import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Process, processes } from "./commands.ts";
import { slurmConfiguration } from "./slurmConfiguration.ts";
import { PATH } from "./slurmPrograms.ts";

/** A controller and a node of Slurm on this machine, with all that they write in one folder. */
export class SlurmCluster {
  /** Not among the other folders, which are closed to other users: munge refuses a socket that its clients cannot reach. */
  readonly #folder = mkdtempSync(join(tmpdir(), "twinlab-slurm-"));
  readonly #daemons = new Map<string, ChildProcess>();

  /** What a program needs to find this cluster. */
  get environment(): NodeJS.ProcessEnv {
    return { PATH, SLURM_CONF: this.#path("slurm.conf") };
  }

  /**
   * Starts its daemons and waits for the node.
   *
   * @throws Error where one does not come up: the end of its log
   */
  async start(): Promise<void> {
    chmodSync(this.#folder, 0o755);
    for (const name of ["state", "spool", "munge"]) mkdirSync(this.#path(name));
    writeFileSync(this.#path("munge/key"), randomBytes(1024), { mode: 0o600 });
    writeFileSync(this.#path("slurm.conf"), await slurmConfiguration(this.#folder));
    const munge = (name: string) => this.#path("munge", name);
    this.#run("munged", [
      "--foreground",
      `--key-file=${munge("key")}`,
      `--socket=${munge("socket")}`,
      `--pid-file=${munge("pid")}`,
      `--log-file=${munge("log")}`,
      `--seed-file=${munge("seed")}`,
    ]);
    await sleep(1000);
    this.#run("slurmctld", ["-D", "-f", this.#path("slurm.conf")]);
    await this.startNode();
  }

  /** Starts the node's daemon and waits until the node takes tasks. */
  async startNode(): Promise<void> {
    this.#run("slurmd", ["-D", "-f", this.#path("slurm.conf")]);
    for (let second = 0; second < 60; second++) {
      if (/idle|mix|alloc/.test(this.nodeState())) return;
      await sleep(1000);
    }
    throw new Error(
      `the node does not come up (${this.nodeState()}): ${this.#log("slurmd")} ${this.#log("slurmctld")}`,
    );
  }

  /** The node's state in Slurm's word: idle, mixed, down; empty where the controller does not answer. */
  nodeState(): string {
    return this.ask("sinfo", "--noheader", "--Node", "--format=%T").trim();
  }

  /** What a program of Slurm prints; empty where it fails. */
  ask(program: string, ...options: string[]): string {
    try {
      return execFileSync(program, options, {
        encoding: "utf8",
        env: { ...process.env, ...this.environment },
        stdio: ["ignore", "pipe", "ignore"],
      });
    } catch {
      return "";
    }
  }

  /** Kills the node's daemon and everything that it started, as a power cut does. */
  cutNode(): void {
    const daemon = this.#daemons.get("slurmd");
    daemon?.kill("SIGKILL");
    for (const { pid } of this.tasks()) kill(pid);
    this.#daemons.delete("slurmd");
  }

  /** Ends all daemons, and removes what they wrote. */
  stop(): void {
    this.ask("scancel", "--me");
    for (const { pid } of this.tasks()) kill(pid);
    for (const daemon of this.#daemons.values()) daemon.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The tasks of this cluster that run, and the processes of Slurm that look after them. */
  tasks(): Process[] {
    const all = processes();
    const tasks = all.filter(({ pid, command }) => /arrayTask|slurm_script/.test(command) && this.#owns(pid));
    const steps = all.filter(
      ({ pid, command }) => /slurmstepd/.test(command) && tasks.some(({ parent }) => parent === pid),
    );
    return [...steps, ...tasks];
  }

  #owns(id: number): boolean {
    try {
      return readFileSync(`/proc/${id}/environ`, "utf8").includes(this.#folder);
    } catch {
      return false;
    }
  }

  #run(program: string, options: readonly string[]): void {
    const log = openSync(this.#path(`${program}.log`), "a");
    const child = spawn(program, options, {
      env: { ...process.env, ...this.environment },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    this.#daemons.set(program, child);
  }

  #log(program: string): string {
    return readFileSync(this.#path(`${program}.log`), "utf8")
      .split("\n")
      .slice(-6)
      .join("; ");
  }

  #path(...parts: string[]): string {
    return join(this.#folder, ...parts);
  }
}

function kill(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It ended meanwhile.
  }
}
