import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/pulumi/engineFolder";

jest.setTimeout(300_000);
const run = promisify(execFile);
const committed = path.join(repository, "docs/reference");
const typedoc = path.join(repository, "node_modules/typedoc/bin/typedoc");

/** The text of every file below a folder. */
async function textsIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file), await readFile(file, "utf8")];
  });
  return Object.fromEntries(await Promise.all(texts));
}

test("every export is documented, and the reference is up to date (npm run docs)", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "dcs-reference-"));
  try {
    await run(process.execPath, [typedoc, "--out", folder], { cwd: repository });
    expect(await textsIn(committed)).toEqual(await textsIn(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the report of the public API is up to date (npm run api -- --local)", async () => {
  await run(process.execPath, [path.join(repository, "scripts/api.ts")]);
});
