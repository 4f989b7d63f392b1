// Lets a program of lab/ or scripts/ use what the tests are built on. Those files are CommonJS and
// import each other without extensions, which Node does not run as it is.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("../../test/cli/support/requireTs.js");

/** Loads a file of test/, such as "support/pulumi/project.ts". The caller states its type. */
export function requireTest(file: string): unknown {
  return require(`../../test/${file}`);
}
