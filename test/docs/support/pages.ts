import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../../support/pulumi/engineFolder";

/** A fenced block of a Markdown page. */
export interface Block {
  /** Where it is, for messages: `README.md:12`. */
  readonly place: string;
  /** The word after the fence, such as `ts`, or an empty text. */
  readonly language: string;
  readonly text: string;
}

/** A Markdown page of this repository. */
export interface Page {
  /** Path from the root of the repository. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Every Markdown page of the repository, except the generated reports in `api/`. */
export function pages(): Page[] {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"];
  const names = execFileSync("git", list, { cwd: repository, encoding: "utf8" }).trim().split("\n");
  return names.filter((name) => !name.startsWith("api/")).map(readPage);
}

/** The example CI workflows, each as a block of a page. */
export function workflows(): Block[] {
  return readdirSync(path.join(repository, "examples/workflows")).map((name) => {
    const place = `examples/workflows/${name}`;
    return { place, language: "yaml", text: readFileSync(path.join(repository, place), "utf8") };
  });
}

function readPage(name: string): Page {
  const text = readFileSync(path.join(repository, name), "utf8");
  const fences = text.matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm);
  const blocks = [...fences].map(({ 1: indent = "", 2: language = "", 3: body = "", index }) => ({
    place: `${name}:${text.slice(0, index).split("\n").length}`,
    language,
    text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
  return { name, text, blocks };
}
