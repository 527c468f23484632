import { dataFolder } from "./paths.ts";
import { type RunIdentity, recordKey } from "./recordKey.ts";
import { readSealed, writeSealed } from "./sealed.ts";

/**
 * The value computed before for this identity, or `compute()`, which is then kept. For values that several runs share
 * and any of them can make anew, e.g. a trained predictor. A damaged file is told on standard error and computed anew.
 *
 * @param compute plain data: numbers, typed arrays, objects of them
 */
export function cached<T>(identity: RunIdentity, compute: () => T): T {
  const key = recordKey(identity);
  const path = dataFolder("runs", identity.experiment, "shared", `${key}.bin`);
  const saved = readSealed<T>(path, `shared ${key}`, "what runs share is computed anew");
  if (saved !== undefined) return saved.value;
  const value = compute();
  writeSealed(path, `shared ${key}`, value);
  return value;
}
