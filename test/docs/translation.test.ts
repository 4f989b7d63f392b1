import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";

/** The parts of a text that are the same in every language. */
interface Facts {
  readonly codes: readonly string[];
  readonly figures: readonly string[];
  readonly links: readonly string[];
}

interface Block {
  readonly section: string;
  readonly kind: string;
  readonly text: string;
}

const files = ["README.md", "README.zh-CN.md"] as const;
const [original, translation] = files.map((file) =>
  readFileSync(path.join(repository, file), "utf8"),
) as [string, string];
const sections = headingsOf(original);

test("the translation has the same headings, by level and order", () => {
  const levels = (text: string) =>
    blocksOf(text).flatMap(({ kind, section }) =>
      kind.startsWith("#") ? [`${kind} ${section}`] : [],
    );
  expect(levels(translation)).toEqual(levels(original));
});

test("the translation has the same blocks below each heading", () => {
  const outline = (text: string) => blocksOf(text).map(({ section, kind }) => [section, kind]);
  expect(outline(translation)).toEqual(outline(original));
});

test("the translation has the same code blocks, comments aside", () => {
  const code = (text: string) =>
    blocksOf(text).flatMap(({ kind, text }) => {
      if (!kind.startsWith("```")) return [];
      return /^```(ts|sh)$/.test(kind) ? text.replaceAll(/(?<=^|\s)(#|\/\/) .*$/gm, "$1") : text;
    });
  expect(code(translation)).toEqual(code(original));
});

test("the tables of the translation have the same rows and columns, codes, figures and links", () => {
  const cells = (text: string) =>
    blocksOf(text)
      .filter(({ kind }) => kind === "table")
      .map(({ section, text: table }) => ({
        section,
        rows: table.split("\n").map((row) =>
          row
            .split("|")
            .slice(1, -1)
            .map((cell) => factsOf(cell, text)),
        ),
      }));
  expect(cells(translation)).toEqual(cells(original));
});

test("the paragraphs and list items of the translation have the same codes, figures and links", () => {
  const facts = (text: string) =>
    blocksOf(text)
      .filter(({ kind }) => kind === "item" || kind === "paragraph")
      .map(({ section, text: prose }) => ({ section, ...factsOf(prose, text) }));
  expect(facts(translation)).toEqual(facts(original));
});

const shape = new RegExp(
  [
    /^(?<fence>```\w*)\n[^]*?^```$/,
    /^(?<level>#+) .*$/,
    /(?<table>^\|.*\n)+/,
    // The rest is prose, up to the next block or the end of the file.
    /^(?<item>- )?(?:.+\n)+?(?=- |\n|#|```|\||(?![^]))/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

/** Headings, list items, tables, paragraphs and code blocks, each with the section it is in. */
function blocksOf(text: string): Block[] {
  let heading = -1;
  return [...text.matchAll(shape)].map(({ 0: block, groups = {} }) => {
    const { fence, level, table, item } = groups;
    if (level) heading += 1;
    return {
      section: sections[heading] ?? "",
      kind: fence ?? level ?? (table && "table") ?? (item && "item") ?? "paragraph",
      text: block.trimEnd(),
    };
  });
}

function headingsOf(text: string): string[] {
  const prose = text.replaceAll(/^```[^]*?^```$/gm, "");
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => title);
}

function factsOf(text: string, page: string): Facts {
  const all = (pattern: RegExp, from: string) =>
    [...new Set([...from.matchAll(pattern)].map(([, match = ""]) => match))].toSorted();
  const prose = text.replaceAll(/`[^`]+`/g, "").replaceAll(/\]\([^)]+\)/g, "]");
  return {
    codes: all(/`([^`]+)`/g, text),
    figures: all(/(\d+(?:[.,]\d+)*)/g, prose),
    links: all(/\]\(([^)]+)\)/g, text).map((target) => toCommonTarget(target, page)),
  };
}

/** Makes link targets comparable: headings by number, and the two READMEs by role. */
function toCommonTarget(target: string, page: string): string {
  if (files.some((file) => file === target)) return "the other language";
  if (!target.startsWith("#")) return target;
  const slugs = headingsOf(page).map((title) => title.toLowerCase().replaceAll(" ", "-"));
  return `#${slugs.indexOf(target.slice(1))}`;
}
