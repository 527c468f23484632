import { execFileSync } from "node:child_process";
import { BACKEND_NAMES, type BackendName } from "./backend.ts";

/** The backends that load on this machine: without a compiler WebAssembly alone. */
export function loadableBackends(): BackendName[] {
  const library = new URL("./backend.ts", import.meta.url).href;
  const script = `await (await import("${library}")).selectBackend();`;
  return BACKEND_NAMES.filter((name) => {
    const env = { ...process.env, TWINLAB_BACKEND: name };
    try {
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}
