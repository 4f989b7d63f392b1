import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/pulumi/engineFolder";

jest.setTimeout(900_000);
const run = promisify(execFile);
const matrix = path.join(repository, "scripts/matrix.ts");
const read = (file: string) => readFileSync(path.join(repository, file), "utf8");

test("pnpm's strict layout on a Node.js version with long-term support runs TypeScript in every way", async () => {
  const only = ["--only", "pnpm isolated", "--only", "Node 24", "--only", "· ts"];
  const { stdout } = await run(process.execPath, [matrix, "--json", ...only]);
  const cells = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  const passed = ["ts-node", "ts-node/esm", "tsx"].map((way) => ({ way, result: "passed" }));
  expect(cells).toMatchObject(passed);
});

test("a part of the matrix that does not exist is an error", async () => {
  const asked = run(process.execPath, [matrix, "--only", "Node 4"]);
  await expect(asked).rejects.toMatchObject({
    code: 2,
    stderr: 'no cell has "Node 4" in its name\n',
  });
});

test("the table in the docs has the versions of the matrix, and no failure", () => {
  const page = read("docs/compatibility.md");
  const tools = JSON.parse(read("scripts/matrix/tools.json")) as { node: string[] } & Record<
    "pnpm" | "yarn" | "@yarnpkg/cli-dist",
    string
  >;
  const { node, pnpm, yarn, "@yarnpkg/cli-dist": berry } = tools;
  const inRows = [`pnpm ${pnpm}`, `yarn ${berry}`, `yarn ${yarn}`].flatMap((manager) =>
    node.map((version) => new RegExp(`^\\| ${manager} +\\|.*\\| ${version} +\\|`, "m")),
  );
  for (const row of inRows) expect(page).toMatch(row);
  expect(page).not.toContain("**no**");
});
