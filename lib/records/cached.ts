import { existsSync, readFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { dataFolder } from "./paths.ts";
import { type RunIdentity, recordKey } from "./recordKey.ts";
import { writeAtomically } from "./writeAtomically.ts";

/**
 * The value computed before for this identity, or `compute()`, which is then kept. For values that several runs share
 * and any of them can make anew, e.g. a trained predictor.
 *
 * @param compute plain data: numbers, typed arrays, objects of them
 */
export function cached<T>(identity: RunIdentity, compute: () => T): T {
  const path = dataFolder("runs", identity.experiment, "shared", `${recordKey(identity)}.bin`);
  if (existsSync(path)) return deserialize(readFileSync(path)) as T;
  const value = compute();
  writeAtomically(path, serialize(value));
  return value;
}
