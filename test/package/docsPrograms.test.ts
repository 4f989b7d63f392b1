import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";
import * as client from "../../src/client";
import * as simulator from "../../src/simulator";
import { pages } from "../docs/support/pages";
import { repository } from "../support/pulumi/engineFolder";
import { createProject } from "../support/pulumi/project";

jest.setTimeout(300_000);

// The translation has the same code as README: see test/docs/translation.test.ts.
const blocks = pages()
  .filter(({ name }) => !name.startsWith("docs/reference/") && name !== "README.zh-CN.md")
  .flatMap((page) => page.blocks.filter(({ language }) => language === "ts"));

const programs = blocks.filter(
  ({ text }) =>
    /^import .*"pulumi-huaweicloud-dcs"/m.test(text) && /^(export )?const .* = new /m.test(text),
);
const config = {
  instanceId: "5e8c03a9-4c78-45b8-add8-2c690f9f85c0",
  taskId: "9b57dc0dd4d90357a11875fb939d0d0b",
  upgradeTaskId: "9b57dc0dd4d90357a11875fb939d0d0b",
  instances: '{ "one": "11111111-1111", "two": "22222222-2222" }',
  capacity: "8",
  flavor: "redis.ha.xu1.large.r2.8",
  vpcId: "a-vpc",
  subnetId: "a-subnet",
  availabilityZones: '["cn-north-4a"]',
  "huaweicloud:region": "cn-north-4",
  "huaweicloud:projectId": "3f1ba8e2c1d34d0fbe86a8e7a9b2e001",
};

/** A preview sends no request, except for a look of the program. */
const looks = (text: string): boolean => /\bgetBackgroundTasks?(Output)?\(/.test(text);

let service: simulator.Simulator;
beforeAll(async () => {
  service = await simulator.startSimulator({ scenarios: ["long"] });
});
afterAll(() => service.close());

function configFor(text: string): Record<string, string> {
  if (!looks(text)) return config;
  const { url, instanceId, projectId, accessKey, secretKey } = service;
  return {
    ...config,
    instanceId,
    "huaweicloud:projectId": projectId,
    "huaweicloud:accessKey": accessKey,
    "huaweicloud:secretKey": secretKey,
    "huaweicloud:endpoints": JSON.stringify({ dcs: url }),
  };
}

test("there are programs to preview in README and in the guides", () => {
  const places = programs.map(({ place }) => place.replace(/:.*/, ""));
  expect(places).toEqual(expect.arrayContaining(["README.md", "docs/guides/resize.md"]));
});

test.each(programs.map((block) => [block.place, block.text]))(
  "pulumi previews the program of %s",
  async (_, text) => {
    const huaweicloud = path.join(repository, "test/docs/support/huaweicloud");
    const project = await createProject({
      files: { "index.ts": text },
      dependencies: { "@pulumi/huaweicloud": huaweicloud },
      config: configFor(text),
    });
    const before = service.requests.length;
    try {
      const { code, all } = await project.preview();
      // A program with hooks or looks alone has no resource of this package.
      const waits = /new (BackgroundTask|InstanceTasks)\(/.test(text);
      expect(all).toMatch(waits ? /\+ +pulumi-nodejs:dynamic:DcsTasks? / : /\+ \d+ to create/);
      expect(service.requests.length > before).toBe(looks(text));
      expect(code).toBe(0);
    } finally {
      await project.remove();
    }
  },
);

test("the simulator example of the docs runs", async () => {
  const { requestsOfMyTest } = evaluate("requestsOfMyTest") as {
    requestsOfMyTest: () => Promise<number>;
  };
  await expect(requestsOfMyTest()).resolves.toBeGreaterThan(1);
});

test("the guide's wait for a migration ends like the migration", async () => {
  const ends = [
    await waitForMigrationThat("MIGRATING", "SUCCESS"),
    await waitForMigrationThat("FULLMIGRATING", "INCRMIGEATING"),
    await waitForMigrationThat("MIGRATING", "FAILED"),
  ];
  const results = await Promise.all(ends.map(({ result }) => result));
  for (const { server } of ends) server.close();
  expect(results.map(({ outcome }) => outcome)).toEqual(["succeeded", "succeeded", "failed"]);
  expect(results.map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
});

/** Serves a migration with these statuses in order, and starts the guide's wait for it. */
async function waitForMigrationThat(...words: string[]) {
  const server = createServer((_, response) => {
    response.end(JSON.stringify({ status: words.length > 1 ? words.shift() : words[0] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { waitForMigration } = evaluate("waitForMigration") as {
    waitForMigration: (url: string, keys: client.Credentials) => Promise<client.WaitResult>;
  };
  const keys = { accessKey: "key", secretKey: "secret" };
  return { server, result: waitForMigration(`http://127.0.0.1:${port}/`, keys) };
}

/** Runs the block that exports a name, and returns its exports. */
function evaluate(name: string): unknown {
  const block = blocks.find(({ text }) => new RegExp(`^export .*\\b${name}\\b`, "m").test(text));
  const { outputText } = ts.transpileModule(block?.text ?? "", {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules: Record<string, unknown> = {
    "pulumi-huaweicloud-dcs/client": client,
    "pulumi-huaweicloud-dcs/simulator": simulator,
  };
  const exported = {};
  const run = compileFunction(outputText, ["require", "exports"]) as (
    require: (id: string) => unknown,
    exports: object,
  ) => void;
  run((id) => modules[id], exported);
  return exported;
}
