import { PAPERS } from "../papers/index.ts";
import { paperNamed, reproduce } from "../study/index.ts";
import { oneOfEachMethod } from "./tasks.ts";

/** A process that runs one arm of each method of a study, by worker processes, on some seeds: for `determinism.ts`. */
const [name, workers, seeds = ""] = process.argv.slice(2);
const { study } = paperNamed(PAPERS, name);
const arms = oneOfEachMethod(study);
await reproduce(
  { ...study, plan: () => arms },
  {
    profile: "smoke",
    workers: Number(workers),
    ...(seeds !== "" && { seeds: seeds.split(",").map(Number) }),
  },
);
