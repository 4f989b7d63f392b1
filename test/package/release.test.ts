import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";

let folder: string;
const git = (...args: readonly string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: folder });
const write = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
};
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");

const changelog = `# Changelog

## [1.2.0] - 2026-01-31

### Added

- A thing.

## [1.1.0] - 2025-12-24

- An older thing.
`;

/** A separate package, ready for release, whose gate only writes that it ran. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dcs-release-"));
  cpSync(path.join(repository, "scripts"), path.join(folder, "scripts"), { recursive: true });
  mkdirSync(path.join(folder, ".ci"));
  write(".ci/run", "echo passed > release-gate\n");
  write(".gitignore", "/release\n/release-gate\n");
  write("package.json", JSON.stringify({ name: "thing", version: "1.2.0", license: "Apache-2.0" }));
  write(
    "package-lock.json",
    JSON.stringify({ name: "thing", version: "1.2.0", lockfileVersion: 3, packages: {} }),
  );
  write("CHANGELOG.md", changelog);
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "Begin");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function release(...args: readonly string[]): Promise<{ code: number; text: string }> {
  const script = path.join(folder, "scripts/release.ts");
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, text: stdout + stderr });
    });
  });
}

test("a release passes the gate, and creates the package, its notes, its bill of materials and checksums", async () => {
  const { code, text } = await release();
  expect(text).toContain("git tag --annotate v1.2.0");
  expect(code).toBe(0);
  expect(read("release-gate")).toBe("passed\n");
  expect(read("release/notes.md")).toBe("thing 1.2.0\n\n### Added\n\n- A thing.\n");
  expect(JSON.parse(read("release/thing-1.2.0.cdx.json"))).toMatchObject({
    bomFormat: "CycloneDX",
    metadata: { component: { name: "thing", version: "1.2.0" } },
  });
  const check = ["--check", "SHA256SUMS"];
  const sums = execFileSync("sha256sum", check, { cwd: path.join(folder, "release") });
  expect(String(sums)).toBe("thing-1.2.0.tgz: OK\nthing-1.2.0.cdx.json: OK\n");
});

test.each([
  [
    "CHANGELOG.md begins with 1.2.0, package.json says 1.3.0",
    () => {
      write("package.json", '{ "name": "thing", "version": "1.3.0" }');
    },
  ],
  [
    "the section 1.2.0 of CHANGELOG.md has no date",
    () => {
      write("CHANGELOG.md", changelog.replace("2026-01-31", "Unreleased"));
    },
  ],
  [
    "there are changes that are not committed",
    () => {
      write("new.txt", "new");
    },
  ],
  ["this is not the branch main", () => git("switch", "--quiet", "--create", "other")],
  ["the tag v1.2.0 exists already", () => git("tag", "v1.2.0")],
])("there is no release if %s", async (obstacle, put) => {
  put();
  const { code, text } = await release();
  expect(text).toContain(`No release: ${obstacle}.`);
  expect(code).toBe(1);
  const dry = await release("--dry-run");
  expect(dry.text).toContain(`Not yet a release: ${obstacle}.`);
  expect(dry.code).toBe(0);
});

/** What a checkout of the tag looks like: no branch, and the branches of the remote. */
function checkOutTag(remoteMain: string): void {
  git("tag", "--annotate", "v1.2.0", "--message", "1.2.0");
  git("update-ref", "refs/remotes/origin/main", remoteMain);
  git("switch", "--quiet", "--detach", "v1.2.0");
}

test("the release workflow creates the same files from the tag, without the commands to push it", async () => {
  checkOutTag("main");
  const { code, text } = await release("--tag", "v1.2.0");
  expect(text).toContain("thing-1.2.0.tgz: ");
  expect(text).not.toContain("git push");
  expect(code).toBe(0);
  expect(read("release-gate")).toBe("passed\n");
});

test.each<[string, string, () => unknown]>([
  ["the tag is v1.3.0, package.json says 1.2.0", "v1.3.0", () => git("tag", "v1.3.0")],
  [
    "this is not v1.2.0",
    "v1.2.0",
    () => git("commit", "--quiet", "--allow-empty", "--message", "Later"),
  ],
])("there is no release from a tag where %s", async (obstacle, tag, put) => {
  checkOutTag("main");
  put();
  const { code, text } = await release("--tag", tag);
  expect(text).toContain(`No release: ${obstacle}.`);
  expect(code).toBe(1);
});

test("there is no release from a tag that main does not have", async () => {
  git("commit", "--quiet", "--allow-empty", "--message", "Only here");
  checkOutTag("main~1");
  const { code, text } = await release("--tag", "v1.2.0");
  expect(text).toContain("No release: main does not have this commit.");
  expect(code).toBe(1);
});

test("a changelog without a valid section is an error, also in a dry run", async () => {
  write("CHANGELOG.md", "# Changelog\n\n## 1.2.0\n\n- A thing.\n");
  const { code, text } = await release("--dry-run");
  expect(text).toContain('has no section such as "## [1.2.3] - 2026-01-31"');
  expect(code).toBe(1);
});

test("the bill of materials names every runtime dependency and no other package", () => {
  const script = path.join(repository, "scripts/sbom.ts");
  const sbom = JSON.parse(String(execFileSync(process.execPath, [script]))) as {
    components: { name: string }[];
  };
  const lock = JSON.parse(readFileSync(path.join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<
      string,
      { dev?: boolean; devOptional?: boolean; peer?: boolean; dependencies?: object }
    >;
  };
  const direct = Object.keys(lock.packages[""]?.dependencies ?? {});
  expect(sbom.components.map(({ name }) => name)).toEqual(expect.arrayContaining(direct));
  for (const { name } of sbom.components) {
    expect(lock.packages[`node_modules/${name}`]).not.toHaveProperty("dev");
  }
  expect(JSON.stringify(sbom)).not.toMatch(/\.tgz"/);
});
