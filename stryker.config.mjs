// Mutation testing of the client and the wait loop: `npm run mutate`, see docs/reliability.md.

/** @type {import("@stryker-mutator/core").PartialStrykerOptions} */
export default {
  testRunner: "in-process",
  plugins: ["./lab/mutation/runner.ts"],
  coverageAnalysis: "perTest",
  mutate: ["src/client/**/*.ts", "src/wait/**/*.ts", "src/printable.ts"],
  ignorePatterns: ["coverage", "dist", "engine", "examples", "lab"],
  ignoreStatic: true,
  incremental: true,
  incrementalFile: "coverage/stryker/incremental.json",
  tempDirName: "coverage/stryker/sandbox",
  concurrency: 3,
  timeoutMS: 3_000,
  reporters: ["progress-append-only", "json", "clear-text"],
  jsonReporter: { fileName: "coverage/stryker/mutation.json" },
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  thresholds: { high: 90, low: 85, break: 85 },
};
