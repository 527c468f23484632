export { bestPlacement, type Placement } from "./bestPlacement.ts";
export { MaximumAssignment } from "./maximumAssignment.ts";
export { meanReward } from "./meanReward.ts";
export { type DeterministicModel, type OptimalValues, valueIteration } from "./valueIteration.ts";
