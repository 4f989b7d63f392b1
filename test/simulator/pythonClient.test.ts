import { join } from "node:path";
import { startSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator";
import sample from "./sampleAnswer.json";
import { runPython } from "../support/python";
import { findPythonClient } from "./support/pythonClient";

const client = findPythonClient();
if (client.missing !== undefined) {
  console.warn(`skipped: the vendor's Python client is missing, ${client.missing}`);
}
const itWithClient = client.missing === undefined ? it : it.skip;

interface Understood {
  readonly progress: Record<string, Record<string, unknown>>;
  readonly list: Record<string, unknown>;
  readonly centre: Record<string, unknown>;
  readonly job: Record<string, unknown>;
  readonly resize: Record<string, unknown>;
  readonly instance: Record<string, unknown>;
  readonly resized: Record<string, unknown>;
}

let simulator: Simulator;
afterEach(() => simulator.close());

/** Starts a simulator and queries it with every call of the vendor's client. */
async function readAll(
  options: SimulatorOptions = {},
  overrides: Record<string, unknown> = {},
): Promise<Understood> {
  simulator = await startSimulator({ scenarios: ["sample", "resize"], ...options });
  const { url, region, projectId, accessKey, secretKey, securityToken, instanceId, tasks, jobs } =
    simulator;
  const identity = { region, projectId, accessKey, secretKey, securityToken, instanceId };
  const input = { url, ...identity, tasks, job: Object.values(jobs).at(-1), ...overrides };
  const script = join(__dirname, "python_client.py");
  return (await runPython(client.python ?? "", script, input)) as Understood;
}

describe("the vendor's Python client, unchanged", () => {
  itWithClient("reads tasks, lists and jobs", async () => {
    const { progress, list, centre, job } = await readAll();
    expect(progress["sample"]).toEqual(sample);
    expect(progress["resize"]).toMatchObject({
      progress: 0,
      remain_time: 30,
      step_details: [
        { step_name: "前置检查", step_status: "EXECUTING" },
        { step_name: "数据迁移", step_status: "WAITING" },
        { step_name: "结果校验", step_status: "WAITING" },
      ],
    });
    const { tasks, jobs } = simulator;
    const items = [
      { id: tasks["sample"], name: "EXTEND", status: "EXECUTING", enable_show: true },
      { id: tasks["resize"], name: "EXTEND", status: "EXECUTING", enable_show: true },
    ];
    // The page shows a number; the client's model converts it to text.
    expect(list).toMatchObject({ task_count: "2", tasks: items });
    expect(centre).toMatchObject({
      tasks: items.map((item, at) => ({ ...item, job_id: Object.values(jobs)[at] })),
    });
    expect(job).toMatchObject({ job_id: jobs["resize"], status: "RUNNING" });
    const queries = simulator.requests.filter(({ method }) => method === "GET");
    expect(queries.every(({ status }) => status === 200)).toBe(true);
    expect(simulator.requests[0]?.signedHeaders).toContain("x-project-id");
  });

  itWithClient("resizes an instance, and finds the task of the resize in the list", async () => {
    // Without a running task: only a RUNNING instance can be resized.
    const { resize, instance, resized } = await readAll({ scenarios: ["done"] }, { tasks: {} });
    // The answer to a resize is empty.
    expect(Object.values(resize).filter(Boolean)).toEqual([]);
    expect(instance).toMatchObject({ status: "EXTENDING", capacity: 8 });
    const { taskId } = simulator.task("resize-1");
    const details = { old_capacity: "8", new_capacity: "16" };
    expect(resized).toMatchObject({
      task_count: "2",
      tasks: [{ id: taskId, name: "EXTEND", status: "EXECUTING", details }],
    });
  });

  itWithClient("finds the project id by asking IAM", async () => {
    const { progress } = await readAll({}, { projectId: null });
    expect(progress["sample"]).toEqual(sample);
    expect(simulator.requests[0]).toMatchObject({
      path: "/v3/projects",
      query: { name: "cn-north-4" },
      status: 200,
    });
  });

  itWithClient("works with a temporary access key", async () => {
    const { progress } = await readAll({ securityToken: "a-token" });
    expect(progress["sample"]).toEqual(sample);
    expect(simulator.requests[0]?.signedHeaders).toContain("x-security-token");
  });

  itWithClient("understands a refusal", async () => {
    const { progress } = await readAll({}, { secretKey: "wrong" });
    expect(progress["sample"]).toEqual({
      status: 401,
      code: "APIGW.0301",
      message: expect.stringContaining("verify aksk signature fail") as string,
      requestId: simulator.requests[0]?.requestId,
    });
  });
});
