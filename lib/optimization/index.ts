export {
  ASSOCIATION_GOALS,
  type Associate,
  type AssociationGoal,
  type AssociationProblem,
  type AssociationResult,
  associate,
  associateByMatching,
  byBestLink,
  byBranchAndBound,
  relaxedDelay,
  type SharedDelays,
  type SharedWork,
} from "./association.ts";
export { bestPlacement, type Placement } from "./bestPlacement.ts";
export { branchAndBound, type IntegerSolution } from "./branchAndBound.ts";
export { type LinearProgramme, type LinearSolution, type LinearSolver, loadSolver } from "./linearSolver.ts";
export { MaximumAssignment } from "./maximumAssignment.ts";
export { meanReward } from "./meanReward.ts";
export { byLoad, byLoadAndBranching } from "./sharedAssociation.ts";
export { type DeterministicModel, type OptimalValues, valueIteration } from "./valueIteration.ts";
