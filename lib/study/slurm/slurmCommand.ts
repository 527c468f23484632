import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * What a program of Slurm prints.
 *
 * @throws Error where it is not installed or refuses: what it says, and what to do
 */
export async function slurmCommand(program: "sbatch" | "squeue", options: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(program, options, { encoding: "utf8", maxBuffer: 1e9 });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === "ENOENT")
      throw new Error(`${program} is not on this machine: call from one that submits to Slurm, or compute --on local`);
    throw new Error(`${program} refuses: ${stderr.trim().replaceAll("\n", "; ") || (error as Error).message}`);
  }
}
