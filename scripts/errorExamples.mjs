// Renews the examples in docs/errors.md from what a real `pulumi up` prints against the simulator:
// node scripts/errorExamples.mjs.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
// The harness of the tests, which is TypeScript.
require("../test/cli/support/requireTs.js");
const { collectErrorExamples } = require("../test/support/errorExamples.ts");

const page = new URL("../docs/errors.md", import.meta.url);
const examples = await collectErrorExamples();
const renewed = readFileSync(page, "utf8").replace(
  /(<!-- example: (\S+) -->\n```text\n)[^]*?(?=```\n)/g,
  (_, head, name) => {
    if (!examples[name]) throw new Error(`nothing was printed for the example ${name}`);
    return `${head}${examples[name]}\n`;
  },
);
writeFileSync(page, renewed);
console.log(`${Object.keys(examples).length} examples renewed in docs/errors.md`);
