// Renews the examples in docs/errors.md from what a real `pulumi up` prints against the simulator:
// npm exec node scripts/errorExamples.ts
import { readFileSync, writeFileSync } from "node:fs";
import { requireTest } from "../lab/shared/harness.ts";
import type * as errorExamples from "../test/support/errorExamples.ts";

const { collectErrorExamples } = requireTest("support/errorExamples.ts") as typeof errorExamples;

const page = new URL("../docs/errors.md", import.meta.url);
const examples = await collectErrorExamples();
const renewed = readFileSync(page, "utf8").replace(
  /(<!-- example: (\S+) -->\n```text\n)[^]*?(?=```\n)/g,
  (_, head: string, name: string) => {
    const example = examples[name];
    if (!example) throw new Error(`nothing was printed for the example ${name}`);
    return `${head}${example}\n`;
  },
);
writeFileSync(page, renewed);
console.log(`${Object.keys(examples).length} examples renewed in docs/errors.md`);
