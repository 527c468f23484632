import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const MAIN = join(import.meta.dirname, "main.ts");
const scratch = () => mkdtempSync(join(tmpdir(), "twinlab-"));

function twinlab(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const data = scratch();
  const options = {
    encoding: "utf8" as const,
    env: { ...process.env, TWINLAB_DATA: data, TWINLAB_FIGURES: data, ...env },
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], options);
  return { status, stdout, stderr, written: readdirSync(data) };
}

test.each([
  ["constructor", 'no command "constructor"; there are start, run,'],
  ["__proto__ --help", 'no command "__proto__"'],
  ["reproduce valueOf", 'no paper "valueOf"; there are'],
  ["ledger constructor", 'no paper "constructor"'],
  ["bench valueOf", "bench valueOf: there are environments, training"],
  ["notebook constructor", 'no notebook "constructor"; there are 0-tour'],
  ["run B --setting constructor", "--setting constructor: multi-bs-sync has"],
  ["ledger --publish --workers 3", "--publish: ledger has no such option; it has --save, --json"],
])("%s is one line that says what to do", (line, message) => {
  const { status, stdout, stderr, written } = twinlab(line.split(" "));
  expect(stderr).toContain(`twinlab: ${message}`);
  expect(stderr.trimEnd()).not.toContain("\n");
  expect([status, stdout, written]).toEqual([1, "", []]);
});

test("a path that no configuration has, and one below a value or nothing, is refused before anything runs", () => {
  for (const [paper, set] of [
    ["B", "foo.bar.baz=3"],
    ["D", "construction.extra=1"],
  ]) {
    const { status, stderr, written } = twinlab(["reproduce", paper, "--profile", "smoke", "--set", set]);
    expect(stderr).toMatch(/^twinlab: .*cannot (be set for method .* which has no field|run).*\n( {2}.*\n)*$/);
    expect([status, written]).toEqual([1, []]);
  }
}, 60_000);

test("a script is given its own options, also --help, and its exit code is the command's", () => {
  const folder = scratch();
  const script = join(folder, "args.ts");
  writeFileSync(script, "console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;");
  for (const options of [["--hidden", "128", "-h", "64"], ["--", "--help"], ["--help"], ["--workers", "0", "--json"]]) {
    const { status, stdout } = twinlab(["script", script, ...options]);
    expect([status, JSON.parse(stdout)]).toEqual([7, options]);
  }
  expect(twinlab(["script", "--help"]).stdout).toContain("npx twinlab script FILE");
  for (const missing of [folder, join(folder, "none.ts"), ""])
    expect(twinlab(["script", missing]).stderr).toContain(`script ${missing}: no such file`);
});

test("every command has help, and none runs for it", () => {
  for (const name of ["start", "reproduce", "doctor"])
    expect(twinlab([name, "--help"])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`npx twinlab ${name}`),
    });
});

test("where there is no room or no right for records, one line says which file and why, and nothing is left", () => {
  const folder = scratch();
  writeFileSync(join(folder, "file"), "x");
  symlinkSync(join(folder, "nowhere/at/all"), join(folder, "dangling"));
  symlinkSync(join(folder, "loop"), join(folder, "loop"));
  mkdirSync(join(folder, "closed"));
  chmodSync(join(folder, "closed"), 0o500);
  const cases: Readonly<Record<string, string>> = {
    file: "not a directory (ENOTDIR)",
    dangling: "no such file or directory (ENOENT)",
    loop: "too many symbolic links encountered (ELOOP)",
    ["d".repeat(300)]: "name too long (ENAMETOOLONG)",
    ...(process.getuid?.() === 0 ? {} : { closed: "permission denied (EACCES)" }),
  };
  for (const [name, reason] of Object.entries(cases)) {
    const run = ["run", "robust-tilt", "--setting", "literal", "--method", "policies", "--profile", "smoke"];
    const { status, stderr } = twinlab(run, { TWINLAB_DATA: join(folder, name) });
    expect(stderr).toContain(`: cannot write ${join(folder, name, "runs")}`);
    expect(stderr).toContain(`${reason}. Mend that, or name another folder: TWINLAB_DATA`);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(1);
  }
  expect(readdirSync(folder).sort()).toEqual(["closed", "dangling", "file", "loop"]);
}, 60_000);

test.skipIf(!existsSync("/dev/full"))(
  "output that finds no room is an error; one that nobody reads on is none",
  async () => {
    const full = spawnSync(process.execPath, [MAIN, "--help"], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    expect(full.stderr.toString()).toMatch(
      /^twinlab: cannot print to standard output: no space left on device \(ENOSPC\)/,
    );
    expect(full.status).toBe(1);
    const child = spawn(process.execPath, [MAIN, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
    });
    await once(child, "close");
    expect(said).toBe("");
  },
);
