import { fit, gruKernels, gruParameters, gruPredict, predictionLoss, selectBackend } from "../neural/index.ts";
import { rngFrom } from "../random/index.ts";

const [REPLICAS, WINDOW, HIDDEN, BATCH] = [5, 5, 128, 256];

/** Samples per second, of all five replicas, that a GRU is trained on by `fit` in this process. */
function gruSamplesPerSecond(size: number, batches: number): number {
  const streams = Array.from({ length: REPLICAS }, (_, replica) => rngFrom(replica, "bench"));
  const rng = rngFrom("data");
  const count = BATCH * batches;
  const inputs = Float32Array.from({ length: REPLICAS * count * WINDOW * size }, () => rng.uniform());
  const targets = Float32Array.from({ length: REPLICAS * count * size }, () => rng.uniform());
  const parameters = gruParameters({ input: size, hidden: HIDDEN, output: size }, streams);
  let [begin, end] = [0, 0];
  const samples = { inputs, inputSize: WINDOW * size, targets, targetSize: size };
  fit(
    parameters,
    samples,
    (x, y, values) => predictionLoss(gruPredict(x, WINDOW, gruKernels(values)).prediction, y),
    streams,
    { epochs: 2, batchSize: BATCH },
    () => {
      [begin, end] = [end, performance.now()];
    },
  );
  parameters.dispose();
  return (1000 * REPLICAS * count) / (end - begin);
}

/** As a script: prints the rate for the input size given. */
async function main(): Promise<void> {
  await selectBackend();
  console.log(`samples_per_s ${Math.round(gruSamplesPerSecond(Number(process.argv[2] ?? 20), 20))}`);
}

if (process.argv[1] === import.meta.filename) void main();
