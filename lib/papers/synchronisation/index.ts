export { slowestFeasible, synchronisationReward } from "./synchronisationRules.ts";
