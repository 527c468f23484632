/** `npm start`: set-up where it is missing, then the experiments in their quick profile. */
import { join } from "node:path";
import { passTo } from "./passTo.mjs";
import { projectNode, ROOT } from "./places.mjs";
import { prepare, runEntry } from "./prepare.mjs";

await runEntry(async () => {
  await prepare();
  return passTo(projectNode().node, [join(ROOT, "lib", "cli", "main.ts"), "start", ...process.argv.slice(2)]);
});
