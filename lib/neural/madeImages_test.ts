import { expect, test } from "vitest";
import { CLASSES, drawLabels, driftedAppearances, type Images, makeImages } from "../datasets/index.ts";
import { rngFrom } from "../random/index.ts";
import { selectBackend, tf } from "./backend.ts";
import { fit } from "./fit.ts";
import { ImageClassifier } from "./imageClassifier.ts";
import { mlp, mlpParameters } from "./mlp.ts";

const backend = await selectBackend();

const uniform = new Array<number>(CLASSES).fill(1 / CLASSES);
const zone = driftedAppearances(CLASSES, 1, rngFrom("zone"));

function made(name: string, count: number, appearances?: Parameters<typeof makeImages>[2]): Images {
  const rng = rngFrom(name);
  return makeImages(drawLabels(count, uniform, rng), rng, appearances);
}

/** Test accuracy of softmax regression on raw pixels. */
function linearAccuracy(training: Images, asked: Images): number {
  const inputsOf = ({ pixels, labels }: Images) => {
    const inputs = new Float32Array(labels.length * 3073).fill(1);
    for (let i = 0; i < labels.length; i++) {
      for (let k = 0; k < 3072; k++) inputs[3073 * i + k] = (pixels[3072 * i + k] - 127.5) / 64;
    }
    return inputs;
  };
  const targets = new Float32Array(training.labels.length * CLASSES);
  for (const [i, label] of training.labels.entries()) targets[i * CLASSES + label] = 1;
  const parameters = mlpParameters([3072, CLASSES], [rngFrom("linear")]);
  fit(
    parameters,
    { inputs: inputsOf(training), inputSize: 3073, targets, targetSize: CLASSES },
    (x, y, values) => tf.neg(tf.mean<tf.Tensor1D>(tf.sum(tf.mul(y, tf.logSoftmax(mlp(x, values))), 2), 1)),
    [rngFrom("order")],
    { epochs: 10, batchSize: 64 },
  );
  const predicted = tf.tidy(() => {
    const x = tf.tensor3d(inputsOf(asked), [1, asked.labels.length, 3073]);
    return tf.argMax(mlp(x, parameters.read()), 2).dataSync();
  });
  parameters.dispose();
  return asked.labels.filter((label, i) => label === predicted[i]).length / asked.labels.length;
}

// Training takes seconds with TensorFlow's C library and minutes without.
test.runIf(backend === "native")(
  "a network tells made images apart where a linear rule cannot, fails in another zone, and learns it on few images",
  () => {
    const [training, asked] = [made("training", 1500), made("asked", 400)];
    const [newImages, askedThere] = [made("new", 500, zone), made("there", 400, zone)];
    expect(linearAccuracy(training, asked)).toBeLessThan(0.6);
    const general = new ImageClassifier(rngFrom("initialisation"), { width: 8 });
    general.train(training, rngFrom("order"), { epochs: 8, learningRate: [5e-3, 2e-4] });
    const plain = general.accuracy(asked);
    expect(plain).toBeGreaterThan(0.65);
    expect(general.accuracy(askedThere)).toBeLessThan(plain - 0.1);
    const own = general.copy();
    own.train(newImages, rngFrom("retraining"), { epochs: 5, learningRate: [5e-3, 2e-4] });
    expect(own.accuracy(askedThere)).toBeGreaterThan(general.accuracy(askedThere) + 0.1);
    expect(own.accuracy(asked)).toBeLessThan(plain);
    own.dispose();
    general.dispose();
  },
);
