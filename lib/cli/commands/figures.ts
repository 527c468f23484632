import { missingRuns, reproduce } from "../../study/index.ts";
import { profileOf, readOptions } from "../options.ts";
import { draw, STUDIES, studyNamed } from "../studies.ts";

/** Draws the figures of all studies whose results are complete, or of the one that is named. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const [name] = positionals;
  for (const study of name === undefined ? STUDIES : [studyNamed(name)]) {
    const size = profileOf(values.profile ?? "paper");
    const missing = missingRuns(study, size);
    if (name === undefined && missing > 0) {
      console.log(`${study.name}: ${missing} runs are missing; name it to compute them`);
      continue;
    }
    await draw(study, await reproduce(study, { profile: size }), size);
  }
  return 0;
}
