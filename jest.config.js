/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // A package of the same name as one for the docs; tests link it, and never load it themselves.
  modulePathIgnorePatterns: ["<rootDir>/engine/huaweicloud-stand-in/sdk/"],
  // ky and commander are published as ES modules only, which jest's own loader cannot require.
  transformIgnorePatterns: ["/node_modules/(?!(ky|commander|get-east-asian-width)/)", "/dist/"],
  transform: {
    "\\.[jt]s$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/test/support/propertySeed.ts"],
  // Through the sandbox of a test each use of a global is slow, and the forecast computes a lot.
  sandboxInjectedGlobals: ["Math"],
  // For what hangs. A machine that other work keeps busy takes many times as long as an idle one.
  testTimeout: 180_000,
  maxWorkers: 2,
};
