import { defineConfig } from "vitest/config";

/** A test has two minutes; without TensorFlow's C library an hour. */
const timeout = ["wasm", "cpu"].includes(process.env.TWINLAB_BACKEND ?? "") ? 3_600_000 : 120_000;

export default defineConfig({
  test: {
    include: ["lib/**/*_test.ts"],
    // A process for each file: TensorFlow and the environment of one leave no trace in another.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: timeout,
    hookTimeout: timeout,
    env: { TF_CPP_MIN_LOG_LEVEL: "2", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" },
  },
});
