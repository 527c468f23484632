import type { Rng } from "../random/index.ts";
import type { Study } from "../study/index.ts";
import type { Finding, Program } from "./case.ts";
import { type Ended, faultOfMessage, lastLines, startTwinlab, twinlab } from "./commands.ts";
import { scratch } from "./places.ts";
import { faultOfData, reference, smokeOf } from "./reference.ts";
import { everyRound } from "./rounds.ts";

/** Kills of a command before it may end. */
const KILLS = 3;

/** The command's process group is killed at random moments and begun again: the tables must be those of a run never killed. */
export const kills: Program = {
  about: "SIGKILL to the command's process group at random moments, then the same command",
  run: everyRound("kills", killed),
};

async function killed(study: Study, rng: Rng): Promise<Finding> {
  const expected = await reference(study);
  const data = scratch("killed");
  let done = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const run = startTwinlab(smokeOf(study), data);
    const timer = setTimeout(() => run.signal("SIGKILL"), 1000 * expected.seconds * (0.1 + 0.5 * rng.uniform()));
    const ended = await run.ended;
    clearTimeout(timer);
    if (ended.signal === "SIGKILL") done++;
    else if (ended.code !== 0) return failed(ended);
    else break;
  }
  const last = await twinlab(smokeOf(study), data);
  if (last.code !== 0) return failed(last);
  return faultOfData(expected, data) ?? { outcome: "equal", message: `killed ${done} times` };
}

function failed(ended: Ended): Finding {
  return { outcome: "raw", message: `after a kill: ${faultOfMessage(ended) ?? lastLines(ended.err)}` };
}
