#!/usr/bin/env node
/** `npx twinlab ...` under any Node >= 18: hands over to the project's Node, which runs TypeScript as it is. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { passTo } from "../setup/passTo.mjs";
import { findNode, projectNode } from "../setup/places.mjs";
import { isPrepared, prepare, runEntry } from "../setup/prepare.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [command, ...rest] = process.argv.slice(2);

await runEntry(async () => {
  // The doctor speaks where set-up is broken, so it neither waits for it nor loads the other commands.
  if (command === "doctor" && rest.length === 0 && findNode())
    return passTo(projectNode().node, [join(here, "doctor.ts")]);
  if (!isPrepared()) await prepare();
  return passTo(projectNode().node, [join(here, "main.ts"), ...process.argv.slice(2)]);
});
