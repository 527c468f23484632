export { collectionDelays, level1Rewards, level2Returns, physicalShares } from "./levelFigures.ts";
export { boxWidths, gainsByReading, rewardsWhenMisled, robustLossGradient } from "./robustFigures.ts";
export { beamPatterns, tiltMap } from "./sceneFigures.ts";
export { byUsersOfCell, returnsByError, returnsByPenaltyWeight, rewardsByKappa } from "./sweepFigures.ts";
