import { benchEnvironments } from "../../bench/environments.ts";
import { benchGrowth } from "../../bench/growth.ts";
import { benchLearners } from "../../bench/learners.ts";
import { benchPendulum } from "../../bench/pendulumRace.ts";
import { benchResidual } from "../../bench/residualTraining.ts";
import { benchSlotCost } from "../../bench/slotCost.ts";
import { timeBySeeds } from "../../bench/timeBySeeds.ts";
import { benchSeeds, benchTraining } from "../../bench/training.ts";
import { exportFigure } from "../../figures/index.ts";
import { readOptions } from "../options.ts";

const BENCHES: Readonly<Record<string, () => unknown>> = {
  environments: benchEnvironments,
  training: benchTraining,
  learners: benchLearners,
  residual: benchResidual,
  growth: benchGrowth,
  cost: benchSlotCost,
  pendulum: () => benchPendulum("ppo"),
  "pendulum-td3": () => benchPendulum("td3"),
  async seeds() {
    const times = await benchSeeds();
    await exportFigure(timeBySeeds(times));
    return times;
  },
};

/** Measures this machine. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions(args);
  const [name = ""] = positionals;
  if (!Object.hasOwn(BENCHES, name)) throw new Error(`bench ${name}: there are ${Object.keys(BENCHES).join(", ")}`);
  const measured = await BENCHES[name]();
  if (values.json) console.log(JSON.stringify(measured));
  else console.table(measured);
  return 0;
}
