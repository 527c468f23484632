import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PYTHON = [".venv/bin/python", ".venv/Scripts/python.exe"].map((path) => join(ROOT, path)).find(existsSync) ?? "";
/** A walk to the right whose steps are counted, and a learner. */
const SETUP = `
  const environment = tw.defineEnvironment({
    ...{ name: "walk", stateSize: 1, horizon: 5, actionSpace: { kind: "discrete", n: 2 } },
    observationSpace: { kind: "discrete", n: 5 },
    reset(state) { state[0] = 0; },
    step(state, action) { steps.count++; state[0] = Math.min(4, state[0] + action[0]); return { reward: action[0] }; },
    observe(state, into) { into[0] = state[0]; },
  }, 2);
  const steps = { count: 0 };
  const seeds = [0, 1];
  const learner = tw.createQLearning(environment, tw.streamsOf(seeds, 1, "training"));`;
const LONG = "{ seeds: seeds, slots: 1e9, every: 1e9 }";
const ENDLESS = "{ seeds: seeds, episodes: 1e9 }";

/** Shows of each cell, one after the other, in one kernel. */
function inKernel(cells: readonly (readonly [source: string, isInterrupted?: boolean])[]): string[][] {
  const input = JSON.stringify(cells.map(([source, isInterrupted = false]) => [source, isInterrupted]));
  const script = join(import.meta.dirname, "interrupt_fixture.py");
  const { stdout, stderr } = spawnSync(PYTHON, [script, join(ROOT, "notebooks")], { input, encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

test("an interrupted cell ends at the next step with what there is so far, and nothing runs on unseen", () => {
  const still = `const before = steps.count; await new Promise((r) => setTimeout(r, 300)); console.log(steps.count - before);`;
  const [, train, after, loop, afterLoop, again, judged, begun, whole] = inKernel([
    [`const tw = require("twinlab");${SETUP}`],
    [`const curve = await tw.train(environment, learner, ${LONG}); console.log(curve.height, "rows");`, true],
    [still],
    [`for (const label of ["a", "b"]) { console.log(label); await tw.train(environment, learner, ${LONG}); }`, true],
    [still.replaceAll("before", "then")],
    [`console.log((await tw.train(environment, learner, { seeds: seeds, slots: 20, every: 10 })).height);`],
    [`console.log("go"); const part = tw.evaluate(environment, { me: () => learner.policy }, ${ENDLESS});`, true],
    [`await tw.show("go"); tw.evaluate(environment, { me: () => learner.policy }, ${ENDLESS});`, true],
    [`console.log(tw.evaluate(environment, { me: () => learner.policy }, { seeds: seeds, episodes: 2 }).height);`],
  ]);
  expect(train).toEqual([expect.stringMatching(/interrupted before slot \d+ of/), "2 rows"]);
  expect(after).toEqual(["0"]);
  expect(loop.join("\n")).toMatch(/^a\nwalk: .*interrupted.*\nb\n.*Interrupted: train: the cell was interrupted/s);
  expect(afterLoop).toEqual(["0"]);
  expect(again.at(-1)).toBe("4");
  for (const shown of [judged, begun])
    expect(shown.at(-1)).toMatch(/Interrupted: evaluate: interrupted with 0 of 1 policies judged/);
  expect(whole).toEqual(["2"]);
});

/** What a script prints that is interrupted once it has printed a line. */
function inScript(code: string): Promise<{ out: string; signal: NodeJS.Signals | null }> {
  const index = pathToFileURL(join(ROOT, "lib/index.ts")).href;
  const source = `import * as tw from ${JSON.stringify(index)};${SETUP}console.log("begins");${code}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source]);
  return new Promise((resolve) => {
    let out = "";
    child.stdout.on("data", (text) => {
      if (out === "") setTimeout(() => child.kill("SIGINT"), 300);
      out += text;
    });
    child.stderr.on("data", (text) => {
      out += text;
    });
    child.on("close", (_code, signal) => resolve({ out, signal }));
  });
}

test("Ctrl-C in a script ends a training with what there is so far, and no work begins after it", async () => {
  const train = `tw.train(environment, learner, ${LONG})`;
  const { out, signal } = await inScript(`console.log((await ${train}).height, "rows"); await ${train};`);
  for (const said of ["interrupted before slot", "2 rows", "Interrupted: train: the script was interrupted"])
    expect(out).toContain(said);
  expect(signal).toBeNull();
});

test("Ctrl-C in a script ends an evaluation with the policies judged so far", async () => {
  const policies = `{ me: () => learner.policy, slow: () => ({ act(_seen, out) { out.fill(1); }, forget() {} }) }`;
  const short = `tw.evaluate(environment, { first: () => learner.policy, ...${policies} }, { seeds: seeds, episodes: 40_000 })`;
  const { out } = await inScript(`for (;;) { const { height } = ${short}; if (height < 6) console.log(height); }`);
  expect(out).toMatch(/evaluate: interrupted with \d of 3 policies judged/);
});

test("a second Ctrl-C, and one where nothing is in hand, ends the script at once", async () => {
  const twice = `setTimeout(() => process.kill(process.pid, "SIGINT"), 600); await tw.train(environment, learner, ${LONG});
    await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  for (const code of [twice, "setTimeout(() => {}, 60_000);"]) expect((await inScript(code)).signal).toBe("SIGINT");
});

test("two trainings never share an environment or a learner", async () => {
  const both = `const first = tw.train(environment, learner, { seeds: seeds, slots: 200, every: 10 });
    for (const use of [
      () => tw.train(environment, learner, { seeds: seeds, slots: 10, every: 10 }),
      async () => tw.evaluate(environment, { me: () => learner.policy }, { seeds: seeds, episodes: 2 }),
    ]) await use().catch((error) => console.log(error.message));
    console.log((await first).height, (await tw.train(environment, learner, { seeds: seeds, slots: 10, every: 10 })).height);
    process.exit();`;
  const { out } = await inScript(both);
  expect(out).toContain("train: a train that has not ended uses this environment; await it first, or make another");
  expect(out).toContain("rollout: a train that has not ended uses this environment");
  expect(out).toContain("40 2");
});
