import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";
import { type Page, pages } from "./support/pages";

const all = pages();
const byName = new Map(all.map((page) => [page.name, page]));

test.each(all.map((page) => [page.name, page] as const))(
  "the links of %s lead somewhere",
  (_, page) => {
    expect(targetsOf(page).filter((target) => !leadsSomewhere(target, page))).toEqual([]);
  },
);

/** What the page links to within the repository. */
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

/** As a reader of Markdown makes them from headings, and those that are written out. */
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
