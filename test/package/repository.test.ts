import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { repository } from "../support/pulumi/engineFolder";

const read = (name: string) => readFileSync(path.join(repository, name), "utf8");
const list = (folder: string) =>
  readdirSync(path.join(repository, folder)).map((name) => path.join(folder, name));

const workflows = list(".github/workflows");
const forms = list(".github/ISSUE_TEMPLATE").filter((name) => !name.endsWith("config.yml"));

test("every action is pinned to one commit, and a comment says which version that is", () => {
  const uses = workflows.flatMap((name) => read(name).match(/(?<=uses: ).*/g) ?? []);
  expect(uses.length).toBeGreaterThan(5);
  for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  const actions = new Set(uses.map((use) => use.split("@")[0]));
  expect(new Set(uses).size).toBe(actions.size);
});

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Record<string, { permissions?: object; environment?: string }>;
}

test("a workflow may only read, except for the job that publishes, which waits for approval", () => {
  const powers = workflows.flatMap((name) => {
    const { permissions, jobs } = parse(read(name)) as Workflow;
    expect(permissions).toEqual({ contents: "read" });
    return Object.values(jobs).filter((job) => job.permissions !== undefined);
  });
  expect(powers).toMatchObject([{ environment: "npm", permissions: { "id-token": "write" } }]);
});

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: { type: string; id?: string; attributes: { label?: string; value?: string } }[];
}

test.each(forms)("%s is an issue form as GitHub reads it", (file) => {
  const { name, description, body } = parse(read(file)) as Form;
  expect([name, description]).not.toContain(undefined);
  const inputs = body.filter(({ type }) => type !== "markdown");
  for (const { type, attributes } of inputs) {
    expect(["dropdown", "textarea", "input", "checkboxes"]).toContain(type);
    expect(attributes.label).toMatch(/\w/);
  }
  const ids = inputs.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain(undefined);
});

test("the package names one repository everywhere, since npm compares it with where it was built", () => {
  const {
    homepage,
    repository: home,
    bugs,
  } = JSON.parse(read("package.json")) as {
    homepage: string;
    repository: { url: string };
    bugs: { url: string };
  };
  const url = homepage.replace("#readme", "");
  expect(home.url).toBe(`git+${url}.git`);
  expect(bugs.url).toBe(`${url}/issues`);
});

test("the lock file holds for every registry: it names none", () => {
  expect(read("package-lock.json")).not.toContain('"resolved"');
  expect(read(".npmrc")).toContain("omit-lockfile-registry-resolved=true");
});
