import { spawnSync } from "node:child_process";
import { parseAllDocuments } from "yaml";
import { compile } from "./support/compile";
import { pages, workflows } from "./support/pages";

jest.setTimeout(300_000);

const blocks = pages()
  .flatMap((page) => page.blocks)
  .concat(workflows());
const inLanguages = (...languages: readonly string[]) =>
  blocks.filter(({ language }) => languages.includes(language));

test("every block names its language, which is one that is checked, or plain text", () => {
  const known = ["ts", "js", "sh", "json", "yaml", "ini", "text", "mermaid", "python"];
  const others = blocks.filter(({ language }) => !known.includes(language));
  expect(others.map(({ place, language }) => `${place}: "${language}"`)).toEqual([]);
});

test("every TypeScript and JavaScript block compiles", () => {
  const programs = inLanguages("ts", "js");
  expect(programs.length).toBeGreaterThan(5);
  expect(compile(programs)).toEqual([]);
});

test("every JSON and YAML block parses", () => {
  const problems = inLanguages("json", "yaml").flatMap(({ place, text, language }) => {
    if (language === "json") return problemOf(() => JSON.parse(text) as unknown, place);
    return parseAllDocuments(text).flatMap(({ errors }) =>
      errors.map(({ message }) => `${place}: ${message}`),
    );
  });
  expect(problems).toEqual([]);
});

test("every Python block parses", () => {
  const programs = inLanguages("python").map(({ text }) => text);
  expect(programs.length).toBeGreaterThan(0);
  const { status, stderr } = spawnSync(
    "python3",
    ["-c", "import ast, json, sys; [ast.parse(text) for text in json.load(sys.stdin)]"],
    { input: JSON.stringify(programs), encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([0, ""]);
});

function problemOf(read: () => unknown, place: string): string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [`${place}: ${String(error)}`];
  }
}
