/** `npm run test:slurm`: set-up where it is missing, then a sweep on a Slurm of this machine's own, which is killed and goes on. */
import { join } from "node:path";
import { passTo } from "./passTo.mjs";
import { projectNode, ROOT } from "./places.mjs";
import { prepare, runEntry } from "./prepare.mjs";

await runEntry(async () => {
  await prepare();
  return passTo(projectNode().node, [join(ROOT, "lib", "faults", "slurm.ts"), ...process.argv.slice(2)]);
});
