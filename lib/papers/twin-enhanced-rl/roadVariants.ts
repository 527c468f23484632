import type { RoadOptions } from "./roadRuns.ts";

/** What a reading changes of the headline, and its name. */
export interface RoadVariant extends Partial<Pick<RoadOptions, "road" | "learner">> {
  readonly reading: string;
}

/** Other readings of what the article leaves open of Fig. 4: each changes the headline in one place or two. */
export const UNSAID: readonly RoadVariant[] = [
  { reading: "first values 0", learner: { initialValue: 0 } },
  { reading: "first values -30", learner: { initialValue: -30 } },
  { reading: "first values -300", learner: { initialValue: -300 } },
  { reading: "discount .5", learner: { discount: 0.5 } },
  { reading: "discount .9", learner: { discount: 0.9 } },
  { reading: "discount .9, first values 0", learner: { discount: 0.9, initialValue: 0 } },
  { reading: "learning rate .1", learner: { learningRate: 0.1 } },
  { reading: "learning rate .9", learner: { learningRate: 0.9 } },
  { reading: "exploring for 2,000 sets", learner: { explorationSets: 2000 } },
  { reading: "exploring for 4,000 sets", learner: { explorationSets: 4000 } },
  { reading: "exploring for 10,000 sets", learner: { explorationSets: 10_000 } },
  { reading: "exploring for 20,000 sets", learner: { explorationSets: 20_000 } },
  { reading: "exploration ends at 0", learner: { explorationEnd: 0 } },
  { reading: "exploration ends at .01", learner: { explorationEnd: 0.01 } },
  { reading: "exploration ends at .1", learner: { explorationEnd: 0.1 } },
  { reading: "constant exploration, .1", learner: { explorationStart: 0.1, explorationEnd: 0.1 } },
  { reading: "drive on", road: { next: "drive on" } },
  { reading: "drive on, discount .9", road: { next: "drive on" }, learner: { discount: 0.9 } },
  { reading: "failure pays the deadline", road: { failurePays: "deadline" } },
  { reading: "failure pays the cost", road: { failurePays: "cost" } },
  { reading: "failure pays nothing", road: { failurePays: "nothing" } },
  { reading: "failure pays nothing, first values 0", road: { failurePays: "nothing" }, learner: { initialValue: 0 } },
  { reading: "2 sections", road: { sections: 2 } },
  { reading: "3 sections", road: { sections: 3 } },
  { reading: "8 sections", road: { sections: 8 } },
  { reading: "10 sections", road: { sections: 10 } },
  {
    reading: "3 sections, exploring for 4,000 sets to .01",
    road: { sections: 3 },
    learner: { explorationSets: 4000, explorationEnd: 0.01 },
  },
];
