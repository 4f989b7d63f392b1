import { readFile } from "node:fs/promises";
import path from "node:path";
import { startSimulator } from "../../src/simulator";
import { repository } from "../support/pulumi/engineFolder";
import { createProject } from "../support/pulumi/project";

jest.setTimeout(300_000);

const folder = path.join(repository, "examples/quickstart");
const names = ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];

test("an unchanged copy of examples/quickstart waits and passes the steps to its dependents", async () => {
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  const simulator = await startSimulator({ scenarios: ["resize"], speed: 10 });
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator;
  const project = await createProject({
    files: Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""])),
    typeCheck: true,
    config: {
      instanceId,
      taskId: tasks["resize"] ?? "",
      "huaweicloud:region": region,
      "huaweicloud:accessKey": accessKey,
      "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
    },
  });
  try {
    await project.config.set("huaweicloud:secretKey", secretKey, { secret: true });
    const { all } = await project.up();
    expect(all).toContain("2 created");
    expect(await project.outputs()).toMatchObject({
      progress: "SUCCEEDED at 100 %",
      slowestStep: "数据迁移",
      steps: [
        expect.stringContaining("前置检查: FINISH"),
        expect.stringContaining("数据迁移: FINISH"),
        expect.stringContaining("结果校验: FINISH"),
      ],
    });
  } finally {
    await project.remove();
    await simulator.close();
  }
});
