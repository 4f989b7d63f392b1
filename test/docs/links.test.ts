import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";
import { type Page, pages } from "./support/pages";

const all = pages();
const byName = new Map(all.map((page) => [page.name, page]));

test.each(all.map((page) => [page.name, page] as const))(
  "the links of %s have a target",
  (_, page) => {
    expect(targetsOf(page).filter((target) => !leadsSomewhere(target, page))).toEqual([]);
  },
);

test.each(pathsByPage())("the files that %s names exist", (_, paths) => {
  const isThere = (file: string) => existsSync(path.join(repository, file));
  // A test file can be named without its extension.
  expect(paths.filter((file) => !isThere(file) && !isThere(`${file}.test.ts`))).toEqual([]);
});

test("each path through the code in ARCHITECTURE.md has at most six files", () => {
  const [, paths = ""] =
    /\n## Three paths[^\n]*\n([^]*?)\n## /.exec(pageOf("ARCHITECTURE.md")) ?? [];
  const lengths = [...paths.matchAll(/(?:^\| `src\/.*\n)+/gm)].map(
    ([rows]) => rows.trim().split("\n").length,
  );
  expect(lengths).toHaveLength(3);
  for (const length of lengths) expect(length).toBeLessThanOrEqual(6);
});

function pageOf(name: string): string {
  return byName.get(name)?.text ?? "";
}

/** The files of the repository that each page names. The changelog may name removed ones. */
function pathsByPage(): [page: string, paths: string[]][] {
  return all
    .filter(({ name }) => name !== "CHANGELOG.md" && !name.startsWith("docs/reference/"))
    .map(({ name, text }): [string, string[]] => {
      const named = text.matchAll(
        /`((?:src|test|scripts|docs|examples|engine|faults|bench)\/[\w./-]+)`/g,
      );
      return [name, [...named].map(([, file = ""]) => file)];
    })
    .filter(([, paths]) => paths.length > 0);
}

/** Link targets within the repository. */
function targetsOf({ text }: Page): string[] {
  const prose = text.replaceAll(/^( *)```[^]*?^\1```$/gm, "").replaceAll(/`[^`\n]*`/g, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(target: string, from: Page): boolean {
  const [file = "", anchor] = target.split("#");
  const name = file === "" ? from.name : path.join(path.dirname(from.name), file);
  const onDisk = path.join(repository, name);
  if (!existsSync(onDisk)) return false;
  if (anchor === undefined) return true;
  const page = byName.get(statSync(onDisk).isDirectory() ? path.join(name, "README.md") : name);
  return page !== undefined && anchorsOf(page).includes(decodeURIComponent(anchor));
}

/** Anchors that GitHub derives from headings, and explicit ones. */
function anchorsOf({ text }: Page): string[] {
  const prose = text.replaceAll(/^( *)```[^]*?^\1```$/gm, "");
  const count = new Map<string, number>();
  const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => {
    const plain = title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .trim()
      .toLowerCase();
    const slug = plain.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");
    const before = count.get(slug) ?? 0;
    count.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  const written = [...prose.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  return [...headings, ...written];
}
