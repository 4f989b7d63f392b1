import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { MAX_BODY_BYTES } from "../../src/client/http/boundedBody";

/** The bound in SECURITY.md: a heap of this many times the largest body is enough for the whole process. */
const MULTIPLE = 128;
const megabytes = (MULTIPLE * MAX_BODY_BYTES) / 2 ** 20;

test.each([
  ["steps without a field", "MALFORMED_RESPONSE"],
  ["sub-steps without a field", "MALFORMED_RESPONSE"],
  ["the most steps that are read", "read"],
  ["the most tasks that are read", "read"],
  ["steps that are none", "MALFORMED_RESPONSE"],
  ["texts that are none", "MALFORMED_RESPONSE"],
  ["lists in lists", "MALFORMED_RESPONSE"],
  ["unknown fields", "MALFORMED_RESPONSE"],
  ["tasks with nothing but an id", "MALFORMED_RESPONSE"],
  ["tasks that are none", "MALFORMED_RESPONSE"],
  ["projects that are none", "MALFORMED_RESPONSE"],
  ["an error of control characters", "SERVICE_ERROR"],
  ["an error of opened tags", "SERVICE_ERROR"],
  ["an error in lists", "INVALID_INPUT"],
  ["a scenario of 500 kB that is none", "SimulatorInputError"],
])(
  "the largest answer of %s is handled in a heap of 128 times its size",
  async (kind, expected) => {
    // V8 kills the process at its heap limit, so output proves that the limit was enough.
    const { stdout } = await promisify(execFile)(process.execPath, [
      `--max-old-space-size=${megabytes}`,
      "--require",
      path.join(__dirname, "../cli/support/requireTs.js"),
      path.join(__dirname, "support/largest.ts"),
      kind,
    ]);
    expect(stdout.trim()).toBe(expected);
  },
);
