import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dcs-size-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

// A tenth above what it was when the limit was set: what makes it grow is then seen in the same change.
test.each([
  ["client/index.js", 257],
  ["simulator/index.js", 143],
  ["cli/main.js", 437],
])("%s with all that it needs, bundled and minified, is at most %d kB", (entry, limitKb) => {
  const output = path.join(folder, `${path.dirname(entry)}.js`);
  execFileSync(path.join(repository, "node_modules/.bin/esbuild"), [
    ...[path.join(repository, "dist", entry), "--bundle", "--platform=node", "--minify"],
    ...[`--outfile=${output}`, "--log-level=warning"],
  ]);
  expect(statSync(output).size).toBeLessThanOrEqual(limitKb * 1024);
});

test("the packed package is at most 340 kB", () => {
  const pack = ["pack", "--ignore-scripts", "--dry-run", "--json"];
  const text = execFileSync("npm", pack, { cwd: repository, encoding: "utf8" });
  const [packed] = Object.values(JSON.parse(text) as Record<string, { size: number }>);
  expect(packed?.size).toBeLessThanOrEqual(340 * 1024);
});
