import { expect, test } from "vitest";
import { ConfigurationError } from "../configuration/index.ts";
import { rngFrom } from "../random/index.ts";
import { Adam } from "./adam.ts";
import { tf } from "./backend.ts";
import { FIT_DEFAULTS, fit } from "./fit.ts";
import { GRU_PREDICTOR_DEFAULTS, GruPredictor } from "./gruPredictor.ts";
import { ImageClassifier, TRAINING_DEFAULTS } from "./imageClassifier.ts";
import { initialise } from "./initialise.ts";
import { mlp, mlpParameters } from "./mlp.ts";
import { Parameters } from "./parameters.ts";
import { RESNET_8, ResidualNetwork } from "./residualNetwork.ts";

const streams = (replicas = 2) => Array.from({ length: replicas }, (_, i) => rngFrom("refusals", i));
const network = () => mlpParameters([2, 3, 1], streams());
const loss = (x: tf.Tensor3D, y: tf.Tensor3D, values: readonly tf.Tensor3D[]): tf.Tensor1D =>
  tf.mean(tf.squaredDifference(mlp(x, values), y), [1, 2]);
const samples = (count = 8) => ({
  inputs: new Float32Array(2 * count * 3).fill(0.5),
  inputSize: 3,
  targets: new Float32Array(2 * count).fill(1),
  targetSize: 1,
});
const images = (count = 4) => ({
  side: 8,
  pixels: Uint8Array.from({ length: count * 8 * 8 * 3 }, (_, i) => (37 * i) % 256),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
});
const TINY = { width: 2, stages: [1], classes: 2, channels: 3 };

const MADE: Readonly<Record<string, readonly [defaults: object, make: (options: object) => void]>> = {
  fit: [FIT_DEFAULTS, (options) => fit(network(), samples(), loss, streams(), { batchSize: 4, epochs: 1, ...options })],
  GruPredictor: [GRU_PREDICTOR_DEFAULTS, (options) => new GruPredictor(streams(), { hidden: 2, users: 2, ...options })],
  ResidualNetwork: [RESNET_8, (options) => new ResidualNetwork(rngFrom("any"), { ...TINY, ...options })],
  "ImageClassifier.train": [
    TRAINING_DEFAULTS,
    (options) =>
      new ImageClassifier(rngFrom("any"), TINY).train(images(), rngFrom("order"), {
        batchSize: 2,
        epochs: 1,
        ...options,
      }),
  ],
  Adam: [
    { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    (options) => new Adam(network(), { learningRate: 0.1, ...options }),
  ],
};

for (const [name, [defaults, make]] of Object.entries(MADE)) {
  test(`${name}: an option that does not exist, or is none, is refused with field, value and what is allowed`, () => {
    const refused = (changes: object) => {
      expect(() => make(changes), JSON.stringify(changes)).toThrow(ConfigurationError);
      expect(() => make(changes)).toThrow(new RegExp(`^${name} cannot run:\n {2}${Object.keys(changes)[0]}`));
    };
    make({});
    refused({ learning_rate: 1e-9 });
    for (const option of Object.keys(defaults)) {
      for (const odd of [Number.NaN, -Infinity, -1, null, {}, "3", ["a"], [-1], [0.1, Number.NaN]])
        refused({ [option]: odd });
    }
  });
}

test("fit refuses samples that are no whole ones, and stops where a loss is not finite, the replica named", () => {
  const odd = samples();
  expect(() => fit(network(), { ...odd, targets: odd.targets.subarray(1) }, loss, streams(), { batchSize: 4 })).toThrow(
    "15 targets",
  );
  expect(() => fit(network(), odd, loss, streams(3), { batchSize: 4 })).toThrow("for 3 replicas");
  expect(() => fit(network(), odd, loss, streams(), { batchSize: 9 })).toThrow("lower batchSize");
  odd.targets[12] = Number.NaN;
  expect(() => fit(network(), odd, loss, streams(), { batchSize: 8 })).toThrow("the loss is NaN in epoch 1, replica 1");
});

test("a predictor refuses parameters of another form, rows that are no whole copies, and trajectories that are too short", () => {
  const options = { users: 2, window: 3, hidden: 4 };
  const predictor = new GruPredictor(streams(), options);
  const { shapes } = predictor.parameters;
  const saved = new Parameters(shapes, predictor.parameters.numbers());
  expect(() => new GruPredictor(saved, { ...options, hidden: 5 })).toThrow(
    "Give the options that they were trained with",
  );
  expect(() => predictor.predict(new Float64Array(36), new Float64Array(12), 3)).toThrow("3 rows");
  expect(() => predictor.predict(new Float64Array(23), new Float64Array(8), 2)).toThrow("23 numbers of history");
  expect(() => predictor.train(new Float64Array(2 * 3 * 4), 3, streams())).toThrow("more than 3 slots");
  expect(() => new GruPredictor(streams(), { window: 1, coordinates: "increments" })).toThrow("must be at least 2");
  predictor.dispose();
});

test("a classifier refuses images that are none, labels that its classes have not, and says where it has diverged", () => {
  const classifier = new ImageClassifier(rngFrom("any"), TINY);
  const order = rngFrom("order");
  const whole = images();
  expect(() => classifier.train({ ...whole, pixels: whole.pixels.subarray(1) }, order)).toThrow("Give whole images");
  expect(() => classifier.accuracy({ ...whole, labels: new Uint8Array(0) })).toThrow("0 labels");
  expect(() => classifier.train({ ...whole, labels: Uint8Array.of(0, 1, 2, 0) }, order)).toThrow(
    "labels[2] = 2; allowed are 0 to 1",
  );
  expect(() => classifier.train(whole, order, { epochs: Infinity })).toThrow("or it never ends");
  expect(classifier.train(whole, order, { epochs: Infinity, imageTrainings: 8, batchSize: 4 }).imageTrainings).toBe(8);
  const { parameters, statistics } = classifier.weights;
  expect(() => classifier.load({ parameters: parameters.with(3, Number.NaN), statistics })).toThrow("values[3] = NaN");
  expect(() => classifier.load({ parameters: parameters.subarray(1), statistics })).toThrow("another network");
  // By 1e10 the statistics overflow, by 1e37 the loss does.
  for (const factor of [1e10, 1e37]) {
    classifier.load({ parameters: parameters.map((x) => factor * x), statistics });
    expect(() => classifier.train(whole, order, { batchSize: 4, epochs: 2 })).toThrow("what it has learned is lost");
  }
  classifier.dispose();
});

test("networks that no heap holds are refused before they are drawn", () => {
  expect(() => initialise([{ shape: [20_000, 20_000], fanIn: 1 }], streams())).toThrow(
    "800000000 parameters for 2 replicas",
  );
  expect(() => initialise([], streams())).toThrow("0 parameters");
});
