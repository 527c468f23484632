import { type Rng, rngFrom } from "../random/index.ts";
import type { Study } from "../study/index.ts";
import type { Finding, Program } from "./case.ts";

/** The run of a program that does the same to every study, so many rounds each, at moments of the round's own. */
export function everyRound(label: string, attempt: (study: Study, rng: Rng) => Promise<Finding>): Program["run"] {
  return async ({ rounds, seed, studies, only }, report) => {
    for (const study of studies) {
      for (let round = 1; round <= rounds; round++) {
        const name = `${study.name}, round ${round}`;
        if (!name.includes(only)) continue;
        const begin = Date.now();
        const found = await attempt(study, rngFrom(seed, label, study.name, round));
        report({ name, ...found, seconds: (Date.now() - begin) / 1000 });
      }
    }
  };
}
