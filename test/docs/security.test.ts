import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";

const page = readFileSync(path.join(repository, "SECURITY.md"), "utf8");
const tests = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, file = ""]) => file);

test("every test that SECURITY.md names exists", () => {
  expect(tests.length).toBeGreaterThan(20);
  expect(tests.filter((file) => !existsSync(path.join(repository, file)))).toEqual([]);
});

test("each attack in SECURITY.md names a test, or says that it succeeds", () => {
  const rows = [...page.matchAll(/^\| (.*) \| (.*) \|(?: (.*))? \|$/gm)].filter(([row]) =>
    /\| shown by \|/.test(tableOf(row)),
  );
  expect(rows.length).toBeGreaterThan(25);
  const unshown = rows.filter(([row]) => !/`test\/|shown by|believed: the state|^\| -/.test(row));
  expect(unshown.map(([row]) => row)).toEqual([]);
});

/** The header of the table of a row. */
function tableOf(row: string): string {
  return (
    page
      .slice(0, page.indexOf(row) + row.length)
      .split("\n\n")
      .at(-1)
      ?.split("\n")[0] ?? ""
  );
}
