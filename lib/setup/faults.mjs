/** `npm run test:faults [-- NAME ...]`: set-up where it is missing, then the programs that try to break the lab. */
import { join } from "node:path";
import { passTo } from "./passTo.mjs";
import { projectNode, ROOT } from "./places.mjs";
import { prepare, runEntry } from "./prepare.mjs";

await runEntry(async () => {
  await prepare();
  return passTo(projectNode().node, [join(ROOT, "lib", "faults", "main.ts"), ...process.argv.slice(2)]);
});
