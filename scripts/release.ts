// Makes what is published of a version, in release/, and says how to publish it. Publishes nothing
// itself. With --dry-run it makes the same, and only says what would keep it from being a release.
// With --tag it runs in a checkout of that tag, as the release workflow does.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { newestSection } from "./release/changelog.ts";
import { findObstacles } from "./release/obstacles.ts";
import { pack } from "./release/pack.ts";
import { makeSbom } from "./release/sbom.ts";

const { values } = parseArgs({
  options: { "dry-run": { type: "boolean", default: false }, tag: { type: "string" } },
});
const dryRun = values["dry-run"];
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.join(root, "release");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

const { name, version } = parsePackage(read("package.json"));
const section = newestSection(read("CHANGELOG.md"));
const tag = `v${version}`;
const obstacles = findObstacles({ root, version, tag, section, givenTag: values.tag });

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
const { filename, files, size } = pack(root, folder);
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

function parsePackage(text: string): { name: string; version: string } {
  return JSON.parse(text) as { name: string; version: string };
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
