import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { dcsErrorCodes } from "../../src/errors";
import { inputDefaults, inputNames } from "../../src/resource/inputs";
import { findRegion, resolveSettings } from "../../src/settings/settings";
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

test("the table of settings has every name that is read", async () => {
  const rows = tableBelow("Configuration and credentials");
  const named = (column: string) => new Set(rows.flatMap((row) => codesIn(row[column])));
  const seen = await namesRead();
  const variables = [...named("environment")].filter((code) => /^[A-Z]/.test(code));
  expect(new Set(variables)).toEqual(seen.variables);
  const keys = [...named("Pulumi configuration")].filter((code) => code.startsWith("huaweicloud:"));
  expect(new Set(keys)).toEqual(seen.keys);
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

/** Which configuration keys and variables are looked at, in all. */
async function namesRead(): Promise<{ keys: Set<string>; variables: Set<string> }> {
  const keys = new Set<string>();
  const variables = new Set<string>();
  // A password makes it look for its user; a profile, for nothing else.
  for (const password of [undefined, "set"]) {
    const configuration = (key: string) => {
      // Each key is also looked for in snake_case.
      if (!key.includes("_")) keys.add(`huaweicloud:${key}`);
      return key === "password" ? password : undefined;
    };
    const env = new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_, name) => {
          variables.add(toShownName(String(name)));
          // No test asks an address outside of this machine.
          return name === "PULUMI_DCS_METADATA" ? "off" : undefined;
        },
      },
    );
    findRegion({ inputs: {}, configuration, env });
    const inputs = { region: "xx-test-1" };
    const { credentials } = resolveSettings({ inputs, configuration, env });
    await credentials().catch(() => undefined);
  }
  // Where the home folder is goes without saying.
  for (const name of ["HOME", "USERPROFILE"]) variables.delete(name);
  return { keys, variables };
}

/** Proxies have their names in small letters too. */
function toShownName(variable: string): string {
  return variable
    .replace(/(?<=_REGION_DCS_).*/, "<REGION>")
    .replace(/^[a-z_]+$/, (name) => name.toUpperCase());
}
