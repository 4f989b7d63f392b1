import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/pulumi/engineFolder";

// The generators are compiled first, and at the first time all of Pulumi that they use.
jest.setTimeout(900_000);
const run = promisify(execFile);
const testWithGo = spawnSync("go", ["version"]).status === 0 ? test : test.skip;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dcs-sdk-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A user's program, with what it must not be able to write. Prints what the engine is asked. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import * as dcs from "./sdk";

const asked: object[] = [];
const result = { status: "RUNNING", progress: 40, stepDetails: [], omittedDetails: 0, attempts: 1 };
const mocks: pulumi.runtime.Mocks = {
  newResource: ({ type, inputs }) => {
    asked.push({ type, inputs });
    return { id: "id", state: { ...inputs, ...result } };
  },
  call: ({ token, inputs }) => {
    asked.push({ token, inputs });
    return { instanceId: inputs.instanceId, ...result };
  },
};

async function main(): Promise<void> {
  await pulumi.runtime.setMocks(mocks);
  const { EndingPolicy, BackgroundTaskStatus } = dcs.types.enums;
  const provider = new dcs.Provider("account", {
    region: "cn-north-4",
    insecure: true,
    secretKey: "plain",
    assumeRoles: [{ agencyName: "operators", domainId: "d1", duration: 900 }],
  });
  const args: dcs.TaskArgs = {
    instanceId: "i1",
    taskNames: ["EXTEND", pulumi.output("ChangeInstanceSpec")],
    triggers: ["redis.ha.xu1.large.r2.1", 4],
    ifNone: EndingPolicy.Error,
    poll: { maxSeconds: 5 },
  };
  const task = new dcs.Task("task", args, { provider });
  const isRunning: pulumi.Output<boolean> = task.status.apply(
    (status) => status === BackgroundTaskStatus.Running,
  );
  const steps: pulumi.Output<(string | undefined)[]> = task.stepDetails.apply((all) =>
    all.flatMap(({ subStepDetails }) => subStepDetails.map(({ subStepName }) => subStepName)),
  );
  const found = dcs.getTaskOutput({ instanceId: task.instanceId });
  // @ts-expect-error: it is an output.
  const named: dcs.TaskArgs = { instanceId: "i1", taskName: "EXTEND" };
  // @ts-expect-error: there is no such policy.
  const lenient: dcs.TasksArgs = { instanceId: "i1", onFailure: "ignore" };
  // @ts-expect-error: the instance is required.
  const empty: dcs.TasksArgs = {};
  void [named, lenient, empty];
  pulumi.all([isRunning, steps, found.progress]).apply((values) => {
    console.log(JSON.stringify({ asked, values }));
  });
}
void main();
`;

testWithGo(
  "a program compiles and runs with the package that is made from the schema",
  async () => {
    const sdk = path.join(repository, "scripts/sdk.ts");
    await run(process.execPath, [sdk, "nodejs", path.join(folder, "sdk")], { timeout: 800_000 });
    await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
    const file = path.join(folder, "program.ts");
    await writeFile(file, program);
    const tsc = path.join(repository, "node_modules/typescript/bin/tsc");
    const options = ["--strict", "--skipLibCheck", "--module", "nodenext", "--types", "node"];
    await run(process.execPath, [tsc, ...options, file], { cwd: folder });

    const { stdout } = await run(process.execPath, [path.join(folder, "program.js")]);
    expect(JSON.parse(stdout)).toEqual({
      asked: [
        {
          type: "pulumi:providers:huaweicloud-dcs",
          inputs: {
            region: "cn-north-4",
            insecure: "true",
            // A secret in Pulumi's protocol, although the program gave a plain text.
            secretKey: {
              "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
              value: "plain",
            },
            assumeRoles: '[{"agencyName":"operators","domainId":"d1","duration":900}]',
          },
        },
        {
          type: "huaweicloud-dcs:index:Task",
          inputs: {
            instanceId: "i1",
            taskNames: ["EXTEND", "ChangeInstanceSpec"],
            triggers: ["redis.ha.xu1.large.r2.1", 4],
            ifNone: "error",
            poll: { maxSeconds: 5 },
          },
        },
        { token: "huaweicloud-dcs:index:getTask", inputs: { instanceId: "i1" } },
      ],
      values: [true, [], 40],
    });
  },
);
