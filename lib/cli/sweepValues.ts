import { MOST_CELLS } from "../study/sweepCells.ts";
import { parsed } from "./options.ts";

/**
 * The values of each key that `--over key=a,b,c` and `--over key=from..to:n` give: n numbers at equal distances, both
 * ends among them.
 *
 * @throws RangeError for a text of another form, a key given twice, and a range that is none
 */
export function overOf(texts: readonly string[]): Record<string, unknown[]> {
  const all = new Map<string, unknown[]>();
  for (const text of texts) {
    const [, key, values] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (key === undefined || key.split(".").includes(""))
      throw new RangeError(`--over ${text}: write it as key=a,b,c or key=from..to:n`);
    if (all.has(key)) throw new RangeError(`--over ${text}: ${key} is given twice; give its values in one --over`);
    all.set(key, rangeIn(text, values) ?? partsOf(values).map((part) => valueIn(text, part)));
  }
  if (all.size === 0) throw new RangeError("--over: give one key or more, e.g. --over learner.learningRate=1e-4,1e-3");
  return Object.fromEntries(all);
}

function valueIn(text: string, part: string): unknown {
  if (part === "") throw new RangeError(`--over ${text}: a value is empty; write it as key=a,b,c or key=from..to:n`);
  return parsed(part);
}

function rangeIn(text: string, values: string): number[] | undefined {
  if (!values.includes("..")) return undefined;
  const refuse = (why: string) =>
    new RangeError(`--over ${text}: ${why}; write a range as from..to:n, e.g. 0.1..0.9:5`);
  const [, from, to, n] = /^(.+?)\.\.(.+):(\d+)$/.exec(values) ?? [];
  const [first, last, count] = [from, to, n].map((part) => (part?.trim() ? Number(part) : Number.NaN));
  if (![first, last, count].every(Number.isFinite)) throw refuse("is no range");
  if (first >= last) throw refuse(`${first} is not below ${last}`);
  if (count < 2 || count > MOST_CELLS) throw refuse(`${n} values; give 2 to ${MOST_CELLS}`);
  // Twelve digits, so that a value reads 0.3 and not 0.30000000000000004.
  return Array.from({ length: count }, (_, i) => Number((first + (i * (last - first)) / (count - 1)).toPrecision(12)));
}

/** The parts between commas that stand in no bracket and no quotes: [1,2],[3,4] are two. */
function partsOf(text: string): string[] {
  const parts = [""];
  let [depth, isQuoted] = [0, false];
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && "[{".includes(letter)) depth++;
    else if (!isQuoted && "]}".includes(letter)) depth--;
    if (letter === "," && depth === 0 && !isQuoted) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
