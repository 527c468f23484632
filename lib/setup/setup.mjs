/** `npm run setup`: everything that is missing, and once more what was not available before. */
import { prepare, runEntry } from "./prepare.mjs";

await runEntry(async () => {
  await prepare({ again: true });
  console.error("Set-up is complete.");
  return 0;
});
