import { execFileSync } from "node:child_process";

/** Programs that a cluster takes, and the package of Debian that has each. */
const PROGRAMS = {
  munged: "munge",
  slurmctld: "slurm-wlm",
  slurmd: "slurm-wlm",
  sbatch: "slurm-wlm",
  squeue: "slurm-wlm",
  scancel: "slurm-wlm",
  sinfo: "slurm-wlm",
} as const;

/** Folders of the system's own programs, which the path of a user may lack. */
export const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

/** The programs that are not installed, and what installs them; undefined where all are. */
export function missingPrograms(): string | undefined {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !isInstalled(program));
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map(([, name]) => name))].join(" ");
  return `${missing.map(([program]) => program).join(", ")} not found: \`apt-get install ${packages}\` (Debian, Ubuntu)`;
}

function isInstalled(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { env: { ...process.env, PATH }, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
