import { execFileSync } from "node:child_process";
import type { Section } from "./changelog.ts";

interface Candidate {
  readonly root: string;
  readonly version: string;
  readonly tag: string;
  /** The newest section of the changelog. */
  readonly section: Section;
  /** The tag that is checked out, in the release workflow; without it, the tag is yet to be made. */
  readonly givenTag: string | undefined;
}

type Git = (...args: readonly string[]) => string;
type Check = readonly [isObstacle: boolean, text: string];

/** What prevents the release of a checkout, in words. */
export function findObstacles(candidate: Candidate): string[] {
  const { root, version, section, givenTag } = candidate;
  const git: Git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const checks: readonly Check[] = [
    [
      section.version !== version,
      `CHANGELOG.md begins with ${section.version}, package.json says ${version}`,
    ],
    [section.date === undefined, `the section ${section.version} of CHANGELOG.md has no date`],
    [git("status", "--porcelain") !== "", "there are changes that are not committed"],
    ...(givenTag === undefined
      ? checksBeforeTag(git, candidate.tag)
      : checksAtTag(git, { ...candidate, givenTag })),
  ];
  return checks.flatMap(([isObstacle, text]) => (isObstacle ? [text] : []));
}

function checksBeforeTag(git: Git, tag: string): readonly Check[] {
  return [
    [git("rev-parse", "--abbrev-ref", "HEAD") !== "main", "this is not the branch main"],
    [git("tag", "--list", tag) !== "", `the tag ${tag} exists already`],
  ];
}

/** At a tag no branch is checked out, but those of the remote are known. */
function checksAtTag(
  git: Git,
  { tag, version, givenTag }: Candidate & { readonly givenTag: string },
): readonly Check[] {
  const branches = git("branch", "--remotes", "--contains", "HEAD", "--format=%(refname:short)");
  return [
    [givenTag !== tag, `the tag is ${givenTag}, package.json says ${version}`],
    [!git("tag", "--points-at", "HEAD").split("\n").includes(givenTag), `this is not ${givenTag}`],
    [!branches.split("\n").includes("origin/main"), "main does not have this commit"],
  ];
}
