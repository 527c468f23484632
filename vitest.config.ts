import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["lib/**/*_test.ts"],
    // A process for each file: TensorFlow and the environment of one leave no trace in another.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { TF_CPP_MIN_LOG_LEVEL: "2", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" },
  },
});
