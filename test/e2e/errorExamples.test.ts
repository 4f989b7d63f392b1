import { readFileSync } from "node:fs";
import path from "node:path";
import { dcsErrorCodes } from "../../src/errors";
import { collectErrorExamples } from "../support/errorExamples";
import { repository } from "../support/pulumi/engineFolder";

jest.setTimeout(300_000);

const page = readFileSync(path.join(repository, "docs/errors.md"), "utf8");
const shown = Object.fromEntries(
  [...page.matchAll(/<!-- example: (\S+) -->\n```text\n([^]*?)\n```\n/g)].map(
    ([, name = "", text = ""]) => [name, text],
  ),
);

test("the page has every code, in the table and with its own section", () => {
  const rows = [...page.matchAll(/^\| \[`(\w+)`\]\(#(\w+)\) \|/gm)];
  expect(rows.map(([, code]) => code)).toEqual([...dcsErrorCodes]);
  expect(rows.map(([, , anchor]) => anchor?.toUpperCase())).toEqual([...dcsErrorCodes]);
  const sections = page.split(/^## /m).slice(1);
  expect(sections.map((section) => section.split("\n")[0])).toEqual([...dcsErrorCodes]);
  for (const section of sections) {
    expect(section).toMatch(/<!-- example: [^]*\*\*Cause\.\*\* [^]*\*\*What to do\.\*\* /);
  }
});

test("its examples match the output of pulumi up (npm exec node scripts/errorExamples.ts updates them)", async () => {
  const printed = await collectErrorExamples();
  expect(normalised(shown)).toEqual(normalised(printed));
});

/** Removes what differs between runs: ids, addresses, times, counts. */
function normalised(examples: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(examples).map(([name, text]) => [
      name,
      text
        .replace(/127\.0\.0\.1:\d{4,5}/g, "127.0.0.1:PORT")
        .replace(/\d{8}T\d{6}Z|\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
        .replace(/\b[0-9a-f]{32,64}\b/g, "ID")
        .replace(/the inputs are .*/, "the inputs are …")
        .replace(/\d+ %|after \d+s|\d+ older ones/g, "N")
        // Which tasks have begun when the list is read, and which of the steps is under way.
        .replace(/EXTEND ID (CREATED|EXECUTING) TIME/g, "EXTEND ID STATUS TIME")
        .replace(/\((1\/2|2\/2) [^)]*\)/g, "(STEP)"),
    ]),
  );
}
