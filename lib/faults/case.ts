import type { Study } from "../study/index.ts";

/**
 * What became of one attempt to break the lab.
 *
 * | outcome | meaning | holds |
 * | --- | --- | --- |
 * | refused | an error made on purpose, which names what is wrong | yes |
 * | sound | taken, and what came of it is finite and keeps its contract | yes |
 * | accepted | taken by a schema; nothing was run with it | yes |
 * | equal | the bytes of an undisturbed run | yes |
 * | skipped | cannot be tried here; the message says why | yes |
 * | unclear | refused without the name of what is wrong | no |
 * | unsound | taken where it must be refused, or something not finite came of it | no |
 * | raw | an error that nobody wrote: of V8, of TensorFlow.js, of Node | no |
 * | silent | damage that was read, or other bytes, without a word | no |
 * | left | temporary files, checkpoints or processes were left behind | no |
 * | hang | nothing came back in time | no |
 * | died | the process ended | no |
 */
export type Outcome = (typeof HOLDING)[number] | (typeof FAILING)[number];
const HOLDING = ["refused", "sound", "accepted", "equal", "skipped"] as const;
const FAILING = ["unclear", "unsound", "raw", "silent", "left", "hang", "died"] as const;

/** What was found in one case. */
export interface Finding {
  readonly outcome: Outcome;
  readonly message?: string;
}

/** One case of a program: a row of the log. */
export interface Case extends Finding {
  readonly name: string;
  readonly seconds?: number;
}

/** Whether nothing has to be mended. */
export function holds({ outcome }: Finding): boolean {
  return HOLDING.some((one) => one === outcome);
}

/** Options of the programs. */
export interface Options {
  /** rounds of what is drawn at random, such as the moments of kills */
  readonly rounds: number;
  /** seed of what is drawn at random */
  readonly seed: number;
  /** part of the names of the cases that are tried; all by default */
  readonly only: string;
  readonly studies: readonly Study[];
}

/** One way to break the lab. */
export interface Program {
  readonly about: string;
  /** Tries every case, and reports each as soon as it is known. */
  run(options: Options, report: (found: Case) => void): Promise<void>;
}
