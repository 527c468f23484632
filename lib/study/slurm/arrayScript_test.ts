import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { arrayScript } from "./arrayScript.ts";
import { checkSlurm, type SlurmOptions } from "./slurmOptions.ts";

const script = {
  name: "twinlab-coin",
  tasks: 40,
  folder: "/shared/50 % done/slurm/1",
  node: "/bin/echo",
  program: "/lab/it's here.ts",
  list: "/shared/50 % done/slurm/1/jobs.jsonl",
  environment: { TWINLAB_DATA: "/shared/50 % done", NODE_OPTIONS: "--a='b' $HOME" },
};
const slurm: SlurmOptions = { scheduler: "slurm" };

test("a script asks for an array of one core a task, a log each, and a warning before its end", () => {
  const lines = arrayScript(script, slurm).split("\n");
  expect(lines[0]).toBe("#!/bin/sh");
  expect(lines.filter((line) => line.startsWith("#SBATCH"))).toEqual([
    "#SBATCH --job-name=twinlab-coin",
    "#SBATCH --array=0-39",
    '#SBATCH --output="/shared/50 %% done/slurm/1/%a.log"',
    "#SBATCH --open-mode=append",
    "#SBATCH --requeue",
    "#SBATCH --ntasks=1",
    "#SBATCH --cpus-per-task=1",
    "#SBATCH --signal=B:TERM@60",
  ]);
});

test("partition, time, memory, width and further flags pass through, the flags last", () => {
  const options = {
    ...slurm,
    partition: "short",
    time: "4:00:00",
    memory: "2G",
    arrayWidth: 8,
    flags: ["--account=a b"],
  };
  const text = arrayScript(script, options);
  expect(text).toContain("#SBATCH --array=0-39%8\n");
  expect(text).toContain(
    "#SBATCH --partition=short\n#SBATCH --time=4:00:00\n#SBATCH --mem=2G\n#SBATCH --account=a b\n",
  );
});

test("a shell runs the program with the list and its index, whatever the paths and variables hold", () => {
  const text = `${arrayScript(script, slurm)}`;
  const run = (program: string) =>
    execFileSync("/bin/sh", ["-c", program], { encoding: "utf8", env: { SLURM_ARRAY_TASK_ID: "7", HOME: "/root" } });
  expect(run(text)).toBe("/lab/it's here.ts /shared/50 % done/slurm/1/jobs.jsonl 7\n");
  const shows = text.replace(/^exec .*$/m, 'printf %s "$TWINLAB_DATA|$NODE_OPTIONS"');
  expect(run(shows)).toBe("/shared/50 % done|--a='b' $HOME");
});

test.each([
  [{ time: "an hour" }, 'time = "an hour": give minutes'],
  [{ time: "1:2:3:4" }, 'time = "1:2:3:4": give minutes'],
  [{ memory: "2 GB" }, 'memory = "2 GB": give a whole number'],
  [{ partition: "a b" }, 'partition = "a b": give names'],
  [{ arrayWidth: 0 }, "arrayWidth = 0: must be a whole number from 1 on"],
  [{ arrayWidth: 1.5 }, "arrayWidth = 1.5: must be a whole number"],
  [{ flags: ["account"] }, "is no option of sbatch"],
  [{ flags: ["--a\n#SBATCH --b"] }, "is no option of sbatch"],
])("%j is refused", (options, message) => {
  expect(() => checkSlurm({ ...slurm, ...options })).toThrow(message);
});

test("what sbatch reads is taken", () => {
  for (const time of ["90", "4:00:00", "1-12", "1-12:30", "10:30"])
    expect(() => checkSlurm({ ...slurm, time })).not.toThrow();
  for (const memory of ["800M", "2G", "4096"]) expect(() => checkSlurm({ ...slurm, memory })).not.toThrow();
});
