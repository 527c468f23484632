import { defineConfig } from "vitest/config";
import { isNative } from "./lib/setup/tensorKernel.mjs";

/** A test has two minutes; without the native kernel an hour. */
const timeout = isNative() ? 120_000 : 3_600_000;

export default defineConfig({
  test: {
    include: ["lib/**/*_test.ts"],
    // A process for each file: the backend and the environment of one leave no trace in another.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: timeout,
    hookTimeout: timeout,
    env: { TF_CPP_MIN_LOG_LEVEL: "2", TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1" },
  },
});
