export { activate } from "./activate.ts";
export { Adam, type AdamOptions } from "./adam.ts";
export { BACKEND_NAMES, type BackendName, backendBuild, selectBackend, tf } from "./backend.ts";
export { batchNorm, batchNormOfBatch, type Normalised } from "./batchNorm.ts";
export { type Compiled, compile } from "./compile.ts";
export { convolution } from "./convolution.ts";
export { crossEntropy } from "./crossEntropy.ts";
export { crownBounds, type NumericLayer } from "./crownBounds.ts";
export { type Activation, dense } from "./dense.ts";
export { FIT_DEFAULTS, type FitOptions, fit, type Samples, sgd } from "./fit.ts";
export { clippedByNorm } from "./gradientNorm.ts";
export {
  type GruKernels,
  gruCell,
  gruKernels,
  gruParameters,
  gruPredict,
  gruShapes,
  gruUnroll,
  predictionLoss,
} from "./gru.ts";
export { GRU_PREDICTOR_DEFAULTS, GruPredictor, type GruPredictorOptions } from "./gruPredictor.ts";
export {
  type ClassifierWeights,
  ImageClassifier,
  TRAINING_DEFAULTS,
  type Training,
  type TrainingOptions,
} from "./imageClassifier.ts";
export { type Draw, initialise } from "./initialise.ts";
export { type Bounds, mlpBounds } from "./intervalBounds.ts";
export { logSoftmax } from "./logSoftmax.ts";
export { lossGradients } from "./lossGradients.ts";
export { mlp, mlpParameters } from "./mlp.ts";
export { Parameters } from "./parameters.ts";
export { polyak } from "./polyak.ts";
export { residualGradients } from "./residualGradients.ts";
export { RESNET_8, RESNET_18, ResidualNetwork, type ResidualOptions } from "./residualNetwork.ts";
export { shuffle } from "./shuffle.ts";
export { Variable } from "./variable.ts";
