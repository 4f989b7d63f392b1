// `npm run test:unit`: the tests that need only Node.js and the source, and take less than a minute.
// `npm test` runs all tests.
const everything = require("./jest.config.js");

// Installing the vendor's Python client takes minutes; workers inherit this variable.
process.env.PULUMI_DCS_SKIP_PYTHON = "1";

/** @type {import("jest").Config} */
module.exports = {
  ...everything,
  // Two thirds of their time these tests wait, so more of them than there are cores run at once.
  maxWorkers: 4,
  testPathIgnorePatterns: [
    // Need a Pulumi engine or the built package (the campaign, which also takes a minute of CPU time).
    "/test/(e2e|engine|plugin/engine|examples|faults|package)/",
    "/test/(docs/commands|docs/generated|lab/bench|lab/campaign)\\.test",
    // Need a terminal (tmux), a browser, a shell or Python.
    "/test/cli/(browser|completion|streams|terminal)\\.test",
    "/test/client/(credentials/vendorProviders|vendorEndpoints)\\.test",
    "/test/simulator/pythonClient\\.test",
    // Need an engine, or Go.
    "/test/plugin/(schemaCheck|sdk)\\.test",
    // Take too long: thousands of generated inputs, and all programs of the pages compiled.
    "/test/fuzz/",
    "/test/docs/blocks\\.test",
  ],
};
