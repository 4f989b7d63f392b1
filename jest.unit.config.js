// `npm run test:unit`: the tests that need only Node.js and the source, and take less than a minute.
// `npm test` runs all tests.
const everything = require("./jest.config.js");

// Installing the vendor's Python client takes minutes; workers inherit this variable.
process.env.PULUMI_DCS_SKIP_PYTHON = "1";

/** @type {import("jest").Config} */
module.exports = {
  ...everything,
  // Two thirds of their time these tests wait, so more of them than there are cores run at once.
  maxWorkers: 5,
  testPathIgnorePatterns: [
    // Need a Pulumi engine or the built package (the campaign, which also takes a minute of CPU time).
    "/test/(e2e|engine|examples|faults|package)/",
    "/test/(docs/commands|docs/generated|lab/bench|lab/campaign)\\.test",
    // Need a terminal (tmux), a browser, a shell or Python.
    "/test/cli/(browser|completion|streams|terminal)\\.test",
    "/test/client/(credentials/vendorProviders|vendorEndpoints)\\.test",
    "/test/simulator/pythonClient\\.test",
    // Rest on real time for many seconds.
    "/test/wait/queuedAtDeadline\\.test",
    "/test/cli/chooseTasks\\.test",
    "/test/client/http/(budgetAtServer|clockJump)\\.test",
    "/test/client/(transport/brokenProxy|credentials/expiry)\\.test",
    // Bundle the plugin and start it, or compile the types for its schema.
    "/test/plugin/",
    // Take too long: thousands of generated inputs, and all programs of the pages compiled.
    "/test/fuzz/",
    "/test/docs/blocks\\.test",
  ],
};
