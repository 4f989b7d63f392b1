// Makes what is published of a version, in release/, and says how to publish it. Publishes nothing
// itself. With --dry-run it makes the same, and only says what would keep it from being a release.
// With --tag it runs in a checkout of that tag, as the release workflow does.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { newestSection } from "./release/changelog.mjs";
import { makeSbom } from "./release/sbom.mjs";

const { values } = parseArgs({
  options: { "dry-run": { type: "boolean", default: false }, tag: { type: "string" } },
});
const dryRun = values["dry-run"];
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.join(root, "release");
const read = (file) => readFileSync(path.join(root, file), "utf8");
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

const { name, version } = JSON.parse(read("package.json"));
const section = newestSection(read("CHANGELOG.md"));
const tag = `v${version}`;

const obstacles = [
  [
    section.version !== version,
    `CHANGELOG.md begins with ${section.version}, package.json says ${version}`,
  ],
  [section.date === undefined, `the section ${section.version} of CHANGELOG.md bears no date`],
  [git("status", "--porcelain") !== "", "there are changes that are not committed"],
  ...(values.tag === undefined ? obstaclesBeforeTag() : obstaclesAtTag(values.tag)),
].flatMap(([holds, text]) => (holds ? [text] : []));

if (obstacles.length > 0 && !dryRun) {
  for (const obstacle of obstacles) console.error(`No release: ${obstacle}.`);
  process.exit(1);
}
if (!dryRun) execFileSync("bash", [path.join(root, ".ci/run")], { cwd: root, stdio: "inherit" });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const notes = "notes.md";
const sbom = `${name}-${version}.cdx.json`;
writeFileSync(path.join(folder, notes), `${name} ${version}\n\n${section.notes}\n`);
writeFileSync(path.join(folder, sbom), makeSbom(root));
// The gate has built dist/ already; a dry run is part of it.
const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
const packed = JSON.parse(execFileSync("npm", pack, { cwd: root, encoding: "utf8" }));
const [{ filename, files, size }] = Object.values(packed);
const sums = [filename, sbom].map((file) => `${sha256(path.join(folder, file))}  ${file}\n`);
writeFileSync(path.join(folder, "SHA256SUMS"), sums.join(""));

console.log(`${name} ${version}, ${section.date ?? "no date yet"}, in release/:
  ${filename}: ${files.length} files, ${Math.round(size / 1024)} kB
  ${sbom}: what it brings along
  ${notes}: from CHANGELOG.md
  SHA256SUMS`);
if (dryRun) {
  for (const obstacle of obstacles) console.log(`Not yet a release: ${obstacle}.`);
} else if (values.tag === undefined) {
  console.log(`To publish it:
  git tag --annotate ${tag} --cleanup=verbatim --file release/${notes}
  git push origin main ${tag}
The release workflow then makes it again from the tag, and publishes it with its provenance.`);
}

function obstaclesBeforeTag() {
  return [
    [git("rev-parse", "--abbrev-ref", "HEAD") !== "main", "this is not the branch main"],
    [git("tag", "--list", tag) !== "", `the tag ${tag} is there already`],
  ];
}

/** The branch is not checked out at a tag, but the remote's is known. */
function obstaclesAtTag(given) {
  const branches = git("branch", "--remotes", "--contains", "HEAD", "--format=%(refname:short)");
  return [
    [given !== tag, `the tag is ${given}, package.json says ${version}`],
    [!git("tag", "--points-at", "HEAD").split("\n").includes(given), `this is not ${given}`],
    [!branches.split("\n").includes("origin/main"), "main does not have this commit"],
  ];
}

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
