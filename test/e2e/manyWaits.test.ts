import { openStage } from "./stage";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const taskIds = config.requireObject<string[]>("taskIds");
const tasks = taskIds.map((taskId, index) =>
  new BackgroundTask(\`task\${index}\`, { instanceId: config.require("instanceId"), taskId }));
export const statuses = pulumi.all(tasks.map((task) => task.status));
`;

test("50 waits in one program all end, with one request to IAM", async () => {
  const scenarios = Array.from({ length: 50 }, (_, index) => ({
    name: `task-${index}`,
    steps: [{ name: "work", seconds: 2 }],
  }));
  const stage = await openStage({ scenarios }, { "index.ts": program });
  try {
    const taskIds = JSON.stringify(Object.values(stage.simulator.tasks));
    await stage.project.config.set("taskIds", taskIds);
    const { code, all } = await stage.project.up();
    expect(all).toContain("51 created");
    expect(code).toBe(0);
    expect((await stage.project.outputs())["statuses"]).toEqual(Array(50).fill("SUCCEEDED"));
    const asked = stage.simulator.requests.filter(({ path }) => path === "/v3/projects");
    expect(asked).toHaveLength(1);
  } finally {
    await stage.close();
  }
});
