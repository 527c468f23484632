import { setImmediate } from "node:timers/promises";
import { Script } from "node:vm";
import { findKernel } from "./kernel.ts";

/** Thrown where work was asked to stop: by Ctrl-C in a script, by the stop button of a notebook. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(message: string) {
    super(message);
    this.stack = `Interrupted: ${message}`; // where it was stopped is nobody's fault
  }
}

/** What is interrupted as one: a cell of a notebook, or the whole of a script; undefined where a kernel hides it. */
function place(): unknown {
  const kernel = findKernel();
  return kernel === undefined ? process : kernel.cell();
}

/** The last place that was interrupted: no work begins there any more, e.g. the next training of a loop. */
let stopped: unknown;
const inHand = new Set<AbortController>();
/** Listeners that wait while work is in hand: a kernel's own would end the cell before its work has ended. */
let waiting: readonly NodeJS.SignalsListener[] = [];

/** A kernel also hears interrupts between two pieces of work, so that none begins after them in that cell. */
const remember = () => {
  stopped = place();
};
// Not at once: Node forgets a listener that is added while it runs a cell whose start it would cut off.
if (findKernel() !== undefined) setImmediate(undefined, { ref: false }).then(() => process.on("SIGINT", remember));

function hear(): void {
  remember();
  for (const work of inHand) work.abort();
  giveBack(); // a second interrupt does what it did before: it ends the script or the cell at once
}

function listen(): void {
  if (findKernel() !== undefined) {
    waiting = process.rawListeners("SIGINT") as NodeJS.SignalsListener[];
    process.removeAllListeners("SIGINT");
  }
  process.on("SIGINT", hear);
}

function giveBack(): void {
  process.off("SIGINT", hear);
  for (const listener of waiting) process.on("SIGINT", listener);
  waiting = [];
}

/**
 * Work that ends early when a cell or a script is interrupted: it looks at `signal.aborted` after each turn of the event
 * loop and returns what there is so far. The cell goes on with that, but no further work begins in it. A second
 * interrupt is not held back.
 *
 * @param name of the work, for the message
 * @throws Interrupted where the cell or script was interrupted before
 * @example interruptible("train", async (signal) => { while (!signal.aborted) { step(); await setImmediate(); } });
 */
export async function interruptible<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  await setImmediate(); // until its first await, a kernel would cut a cell off in the middle of a step
  refuse(name);
  const controller = new AbortController();
  if (inHand.size === 0) listen();
  inHand.add(controller);
  try {
    return await work(controller.signal);
  } finally {
    inHand.delete(controller);
    if (inHand.size === 0) giveBack();
  }
}

const WORK = Symbol.for("twinlab.work");
const holder = globalThis as { [WORK]?: (() => void) | undefined };
const script = new Script('globalThis[Symbol.for("twinlab.work")]()');

/**
 * Runs work that never lets the event loop turn, and cuts it off where it is when a cell or a script is interrupted. What
 * it holds is then in the middle of a step: reset it before its next use.
 *
 * @param name of the work, for the message
 * @returns whether it ran to its end
 * @throws Interrupted where the cell or script was interrupted before
 */
export function runsToEnd(name: string, work: () => void): boolean {
  refuse(name);
  const outer = holder[WORK];
  if (outer !== undefined) {
    work();
    return true;
  }
  holder[WORK] = work;
  try {
    script.runInThisContext({ breakOnSigint: true, displayErrors: false });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    remember();
    return false;
  } finally {
    holder[WORK] = undefined;
  }
}

function refuse(name: string): void {
  const here = place();
  if (here === undefined || here !== stopped) return;
  const what = here === process ? "script" : "cell";
  throw new Interrupted(`${name}: the ${what} was interrupted; run it again to begin anew`);
}
