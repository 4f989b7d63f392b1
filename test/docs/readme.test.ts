import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { dcsErrorCodes } from "../../src/errors";
import { inputDefaults, inputNames } from "../../src/resource/inputs";
import { renderSettingsTable } from "../../src/settings/renderTable";
import { scenarioNames } from "../../src/simulator";
import { repository } from "../support/pulumi/engineFolder";

const read = (file: string) => readFileSync(path.join(repository, file), "utf8");
const readme = read("README.md");

/** Rows of the first table below a heading, each with its cells by the names of the columns. */
function tableBelow(heading: string): Record<string, string>[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = /(?:^\|.*\n)+/m.exec(section)?.[0].trim().split("\n") ?? [];
  const [header = [], , ...body] = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
}

/** All that a text has in backticks. */
const codesIn = (text = "") => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
const firstCodes = (rows: Record<string, string>[], column: string) =>
  rows.flatMap((row) => codesIn(row[column]).slice(0, 1));

test("the table of inputs has every input, with its default", () => {
  const rows = tableBelow("Inputs");
  expect(firstCodes(rows, "input").toSorted()).toEqual(inputNames.toSorted());
  for (const [name, value] of Object.entries(inputDefaults)) {
    const row = rows.find(({ input }) => input === `\`${name}\``);
    expect(row?.["default"]).toBe(`\`${literal(value)}\``);
  }
});

test("the table of outputs has every declared output that is no input", () => {
  const declared = declaredFields("src/pulumi/backgroundTask.ts");
  expect(declared).toEqual(expect.arrayContaining([...inputNames]));
  expect(firstCodes(tableBelow("Outputs"), "output")).toEqual(
    declared.filter((name) => !inputNames.includes(name)),
  );
});

test("the table of error codes has every code", () => {
  expect(firstCodes(tableBelow("Error codes"), "code")).toEqual([...dcsErrorCodes]);
});

test("the table of settings is made from the code", () => {
  expect(readme).toContain(renderSettingsTable().join("\n"));
});

test("the tables of scenarios and of dependencies are complete", () => {
  expect(firstCodes(tableBelow("Simulator"), "scenario")).toEqual([...scenarioNames]);
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: object };
  const named = firstCodes(tableBelow("Dependencies"), "package");
  expect(named.toSorted()).toEqual(Object.keys(dependencies).toSorted());
});

test("what it looks like, and how a failure reads, was captured as it stands there", () => {
  const folder = path.join(repository, "docs/captures");
  const captures = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => read(`docs/captures/${name}`));
  const looks = readme.split("\n## What it looks like\n")[1]?.split("\n## ")[0] ?? "";
  const failure = /^A failure reads like this[^]*?^```text\n[^]*?^```$/m.exec(readme)?.[0] ?? "";
  const blocks = [...`${looks}${failure}`.matchAll(/^```text\n([^]*?)^```$/gm)].map(
    ([, b = ""]) => b,
  );
  expect(blocks).toHaveLength(5);
  for (const block of blocks)
    expect(captures.filter((capture) => capture.includes(block))).not.toEqual([]);
});

/** A value as a person writes it in a program. */
function literal(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${literal(field)}`);
  return `{ ${fields.join(", ")} }`;
}

/** Names of the fields that a class file only declares. */
function declaredFields(file: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyDeclaration(node) &&
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
    ) {
      names.push(node.name.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true));
  return names;
}
