import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../records/index.ts";

/** The Python of the peers' environment, unless another is named. */
export const PEER_PYTHON = join(ROOT, ".setup/peers/bin/python");

/**
 * Says how to make the peers' environment where there is none, before any work is done.
 *
 * @param packages that the peer imports
 */
export function requirePeer(python: string, packages: string): void {
  if (existsSync(python)) return;
  throw new Error(
    `There is no ${python}. Make it once: python3 -m venv .setup/peers && .setup/peers/bin/pip install ${packages}`,
  );
}
