import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { waitExitCodes } from "../../src/cli/wait/exitCodes";
import { dcsErrorCodes } from "../../src/errors";
import { inputDefaults, inputNamesOf } from "../../src/resource/properties/table";
import { renderSettingsTable } from "../settings/support/renderTable";
import { scenarioNames } from "../../src/simulator";
import { sampleAnswer } from "../../src/simulator/scenarios/sampleAnswer";
import { repository } from "../support/pulumi/engineFolder";

const read = (file: string) => readFileSync(path.join(repository, file), "utf8");

/** The rows of the first table of a section or page, as objects by column name. */
function tableIn(page: string, heading?: string): Record<string, string>[] {
  const text = read(page);
  const section = heading === undefined ? text : sectionOf(text, heading);
  return tablesOf(section)[0] ?? [];
}

/** The rows of all tables of a page. */
function readTables(page: string): Record<string, string>[] {
  return tablesOf(read(page)).flat();
}

function tablesOf(text: string): Record<string, string>[][] {
  return [...text.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => {
    const [header = [], , ...body] = table
      .trim()
      .split("\n")
      .map((row) =>
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
  });
}

function sectionOf(text: string, heading: string): string {
  return text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
}

/** All code spans of a text. */
const codesIn = (text = "") => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
const firstCodes = (rows: Record<string, string>[], column: string) =>
  rows.flatMap((row) => codesIn(row[column]).slice(0, 1));

const inputNames = inputNamesOf("BackgroundTask");

test("the table of inputs has every input, with its default", () => {
  const rows = tableIn("docs/inputs-and-outputs.md", "BackgroundTask");
  expect(firstCodes(rows, "input").toSorted()).toEqual(inputNames.toSorted());
  for (const [name, value] of Object.entries(inputDefaults)) {
    const row = rows.find(({ input }) => input === `\`${name}\``);
    expect(row?.["default"]).toBe(`\`${literal(value)}\``);
  }
});

test("the table of outputs has every declared output that is not an input", () => {
  const declared = declaredFields("src/pulumi/backgroundTask.ts");
  expect(declared).toEqual(expect.arrayContaining([...inputNames]));
  expect(firstCodes(tableIn("docs/inputs-and-outputs.md", "Outputs"), "output")).toEqual(
    declared.filter((name) => !inputNames.includes(name)),
  );
});

test("the table of error codes has every code", () => {
  expect(firstCodes(tableIn("docs/errors.md"), "code")).toEqual([...dcsErrorCodes]);
});

test("the table of settings is generated from the code", () => {
  expect(read("docs/settings.md")).toContain(renderSettingsTable().join("\n"));
});

test("the tables of scenarios and of dependencies are complete", () => {
  expect(firstCodes(tableIn("docs/simulator.md"), "scenario")).toEqual([...scenarioNames]);
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: object };
  const named = firstCodes(tableIn("docs/limits.md", "Dependencies"), "package");
  expect(named.toSorted()).toEqual(Object.keys(dependencies).toSorted());
});

test("the table of exit codes has every ending of a wait", () => {
  const rows = readTables("docs/command-line.md").filter((row) => "exit code" in row);
  const named = firstCodes(rows, "exit code").map(Number);
  expect(named).toEqual(named.toSorted((one, other) => one - other));
  expect(named).toEqual(expect.arrayContaining([...Object.values(waitExitCodes), 2, 3, 141]));
});

test("the policy allows what the client does, and nothing else", () => {
  const [, policy = ""] = /```json\n([^]*?)```/.exec(read("docs/settings.md")) ?? [];
  const { Statement } = JSON.parse(policy) as { Statement: { Action: string[] }[] };
  const used = [...read("src/client/dcsClient.ts").matchAll(/"(dcs:\w+:\w+)"/g)].map(
    ([, action]) => action,
  );
  expect(Statement.flatMap(({ Action }) => Action)).toEqual(used);
  expect(firstCodes(tableIn("docs/settings.md", "Permissions"), "action")).toEqual(used);
});

test("the field map has every field of the API page's sample answer, and its output", () => {
  const rows = tableIn("docs/field-map.md");
  const last = (text = "") => text.split(/[.[\]]+/).at(-1) ?? "";
  const map = new Map(rows.map((row) => [row["field of the answer"], row["output"]]));
  const fields = new Set(
    [...JSON.stringify(sampleAnswer).matchAll(/"(\w+)":/g)].map(([, name = ""]) => name),
  );
  expect(fields.size).toBeGreaterThan(10);
  const mapped = [...map.keys()].map((field) => last(codesIn(field)[0]));
  expect(new Set(mapped)).toEqual(fields);
  for (const [field, output] of map) {
    const camelCase = last(codesIn(field)[0]).replace(/_(\w)/g, (_, letter: string) =>
      letter.toUpperCase(),
    );
    expect(last(codesIn(output)[0])).toBe(camelCase);
  }
});

test("every page is in the index of docs or of the guides", () => {
  const pagesIn = (folder: string) =>
    readdirSync(path.join(repository, folder)).filter(
      (name) => name.endsWith(".md") && name !== "README.md",
    );
  const unlinked = (folder: string) =>
    pagesIn(folder).filter((name) => !read(`${folder}/README.md`).includes(`](${name})`));
  expect(unlinked("docs")).toEqual([]);
  expect(unlinked("docs/guides")).toEqual([]);
});

test("README has fewer than 200 lines", () => {
  expect(read("README.md").split("\n").length).toBeLessThan(200);
});

test("every block that shows a screen is part of a capture", () => {
  const folder = path.join(repository, "docs/captures");
  const captures = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => read(`docs/captures/${name}`));
  const shown = ["README.md", "docs/progress.md", "docs/what-happens.md"].map(read).join("\n");
  const blocks = [...shown.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, b = ""]) => b);
  expect(blocks).toHaveLength(6);
  for (const block of blocks)
    expect(captures.filter((capture) => capture.includes(block))).not.toEqual([]);
});

/** A value as TypeScript source. */
function literal(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${literal(field)}`);
  return `{ ${fields.join(", ")} }`;
}

/** Names of the fields that a class only declares. */
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
