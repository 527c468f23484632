/** Sources of images: the twin, which generates them, or what a user met. */
export const DATA_SOURCES = ["twin", "physical"] as const;
export type DataSource = (typeof DATA_SOURCES)[number];

/** Data that a retraining learns from: what a user met, what the twin generates, or both. */
export const TRAINING_DATA = ["union", "physical", "twin"] as const;
export type TrainingData = (typeof TRAINING_DATA)[number];

/** Images of one source in a training. */
export interface TrainingPart {
  readonly source: DataSource;
  /** how the images look */
  readonly zone: number;
  /** [class] shares */
  readonly mix: Float64Array;
  /** images for each one of a task: 1 for those that a user has met in a slot, delta for the twin's */
  readonly size: number;
}

/** Images of a training, and how it is made. */
export interface TrainingSet {
  readonly parts: readonly TrainingPart[];
  readonly epochs: number;
  /** goes on from the user's model, or begins anew */
  readonly isIncremental: boolean;
  /** of everything random in the training: the images drawn, their order */
  readonly seed: number;
}

/** Parts of a training on what a user met, on what the twin generates, or on both. */
export function partsOf(data: TrainingData, physical: TrainingPart, twins: TrainingPart): TrainingPart[] {
  return { union: [physical, twins], physical: [physical], twin: [twins] }[data];
}

/** The zone that a training is for: the last part's, since the twin's foresee. */
export function zoneOf({ parts }: Pick<TrainingSet, "parts">): number {
  return parts[parts.length - 1].zone;
}

/**
 * Image classifiers that are trained and tested outside an environment. A model is a number that never changes its
 * meaning, so that a snapshot of who has which model is exact: training makes a new one.
 *
 * Every answer is awaited by the environment's step, so it is given at once.
 */
export interface Classifiers {
  readonly classes: number;
  /** looks that the images of a class have */
  readonly zones: number;
  /** The model that users start with; -1 is none. */
  pretrained(replica: number): number;
  /**
   * [true class, predicted class] how a model's answers are spread over images of a zone, rows adding up to 1. Counted on
   * real predictions: of test images that no model has been trained on, or of the twin's, which is what the twin knows.
   */
  confusion(model: number, zone: number, images: "test" | "twin"): Float64Array;
  /** Trains and returns the new model. Same model and set, same new model. */
  retrain(model: number, set: TrainingSet): number;
}

export interface ClassifierTable {
  readonly classes?: number;
  readonly zones?: number;
  /** accuracy in the zone that a model was trained for last, and in every other */
  readonly known?: number;
  readonly unknown?: number;
  /**
   * classes that look otherwise in a zone that a model does not know: all, or those with even numbers, twice as much
   */
  readonly changes?: "all" | "half";
  /** by how much the twin overrates every accuracy */
  readonly twinError?: number;
}

/**
 * Classifiers that know the zone they were trained for last, zone 0 at first, and err evenly. No image is looked at: for
 * tests, and for learners whose actions do not touch models; accuracies of results are never its.
 */
export function classifierTable(table: ClassifierTable = {}): Classifiers {
  const { classes = 10, zones = 4, known = 0.93, unknown = 0.6, changes = "all", twinError = 0 } = table;
  const spread = (even: number, odd: number) =>
    Float64Array.from({ length: classes * classes }, (_, i) => {
      const label = Math.floor(i / classes);
      const accuracy = label % 2 === 0 ? even : odd;
      return label === i % classes ? accuracy : (1 - accuracy) / (classes - 1);
    });
  const away = changes === "all" ? ([unknown, unknown] as const) : ([2 * unknown - known, known] as const);
  const matrices = {
    test: [spread(...away), spread(known, known)],
    twin: [spread(away[0] + twinError, away[1] + twinError), spread(known + twinError, known + twinError)],
  };
  return {
    classes,
    zones,
    pretrained: () => 0,
    confusion: (model, zone, images) => matrices[images][model === zone ? 1 : 0] as Float64Array,
    retrain: (_model, set) => zoneOf(set),
  };
}
