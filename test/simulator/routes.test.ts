import type { Scenario } from "../../src/simulator";
import { plainGet, vendorGet } from "./support/vendorGet";
import { startVirtual, type VirtualSimulator } from "./support/virtual";

let virtual: VirtualSimulator;
let base: string;

async function play(scenarios: readonly (string | Scenario)[]): Promise<void> {
  virtual = await startVirtual(scenarios);
  base = `/v2/${virtual.simulator.projectId}`;
}
afterEach(() => virtual.simulator.close());

const listPath = (): string => `${base}/instances/${virtual.simulator.instanceId}/tasks`;

async function list(query?: Record<string, string>): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await virtual.get(listPath(), query);
  expect(status).toBe(200);
  return body["tasks"] as readonly Record<string, unknown>[];
}

async function shows(scenario: string): Promise<unknown[]> {
  const [item] = await list();
  const job = await virtual.get(`${base}/jobs/${virtual.simulator.jobs[scenario] ?? ""}`);
  return [item?.["status"], job.body["status"]];
}

describe("the task lists and jobs", () => {
  it("follow the same task", async () => {
    await play(["fails"]);
    expect(await shows("fails")).toEqual(["CREATED", "INIT"]);
    await virtual.progress("fails");
    expect(await shows("fails")).toEqual(["EXECUTING", "RUNNING"]);
    virtual.at(3);
    expect(await shows("fails")).toEqual(["FAILED", "FAIL"]);
    const job = await virtual.get(`${base}/jobs/${virtual.simulator.jobs["fails"] ?? ""}`);
    expect(job.body).toEqual({
      job_id: virtual.simulator.jobs["fails"],
      job_type: "extendDCSInstance",
      status: "FAIL",
      begin_time: String(virtual.launchedAt),
      end_time: String(virtual.launchedAt + 3000),
      fail_reason: "DCS.4842: slot 8192-16383 failed",
    });
  });

  it("say SUCCESS at the end, and WAITING for a maintenance window", async () => {
    await play([{ name: "s", waitsForSeconds: 5, steps: [{ name: "a", seconds: 1 }] }]);
    await virtual.progress("s");
    expect(await shows("s")).toEqual(["WAITING", "INIT"]);
    virtual.at(6);
    expect(await shows("s")).toEqual(["SUCCESS", "SUCCESS"]);
  });

  it("give the documented fields", async () => {
    await play(["stalls"]);
    expect(await list()).toEqual([
      {
        id: virtual.simulator.tasks["stalls"],
        name: "ChangeInstanceSpec",
        details: { old_capacity: "4", new_capacity: "8" },
        user_name: "simulator",
        user_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        params: "",
        status: "CREATED",
        created_at: "2026-01-01T00:00:00.000Z",
        updated_at: "2026-01-01T00:00:00.000Z",
        enable_show: true,
      },
    ]);
  });

  it("map job to task in the task centre, with the code of a failure", async () => {
    await play(["fails"]);
    await virtual.progress("fails");
    virtual.at(3);
    const { body } = await virtual.get(`${base}/tasks`);
    expect(body).toMatchObject({
      task_count: 1,
      tasks: [
        {
          id: virtual.simulator.tasks["fails"],
          job_id: virtual.simulator.jobs["fails"],
          status: "FAILED",
          error_code: "DCS.4842",
          updated_at: "2026-01-01T00:00:03.000Z",
        },
      ],
    });
  });

  it("page through the records, ten at a time by default", async () => {
    const many = Array.from({ length: 25 }, (_, n) => ({
      name: `task-${n}`,
      startedSecondsAgo: n,
      steps: [{ name: "a", seconds: 1 }],
    }));
    await play(many);
    const ids = async (query: Record<string, string>): Promise<unknown[]> =>
      (await list(query)).map(({ id }) => id);
    const all = many.map(({ name }) => virtual.simulator.tasks[name]);
    expect(await ids({})).toEqual(all.slice(0, 10));
    expect(await ids({ offset: "20" })).toEqual(all.slice(20));
    expect(await ids({ offset: "5", limit: "1000" })).toEqual(all.slice(5));
    expect(await ids({ offset: "25" })).toEqual([]);
    expect((await virtual.get(listPath(), { limit: "1" })).body["task_count"]).toBe(25);
    const from = { start_time: "20251231235958", end_time: "20251231235959" };
    expect(await ids(from)).toEqual(all.slice(1, 3));
  });

  it.each([
    { limit: "0" },
    { limit: "1001" },
    { limit: "x" },
    { offset: "-1" },
    { start_time: "2026-01-01" },
    { end_time: "20260101T000000Z" },
  ])("reject %j", async (query) => {
    await play(["quick"]);
    const { status, body } = await virtual.get(listPath(), query);
    expect([status, body["error_code"]]).toEqual([400, "DCS.4063"]);
  });

  it("lose a purged record, while the job stays", async () => {
    await play(["purged"]);
    await virtual.progress("purged");
    virtual.at(4);
    expect(await list()).toEqual([]);
    expect(await shows("purged")).toEqual([undefined, "SUCCESS"]);
  });
});

describe("the other calls", () => {
  it("show the instance", async () => {
    await play(["quick"]);
    const path = `${base}/instances/${virtual.simulator.instanceId}`;
    const instance_id = virtual.simulator.instanceId;
    expect((await virtual.get(path)).body).toMatchObject({ instance_id, status: "RUNNING" });
    await virtual.progress("quick");
    expect((await virtual.get(path)).body).toMatchObject({ status: "EXTENDING" });
  });

  it("find the project of the region, and none for another", async () => {
    await play(["quick"]);
    const { projectId, region } = virtual.simulator;
    const found = await virtual.get("/v3/projects", { name: region });
    expect(found.body["projects"]).toMatchObject([{ id: projectId, name: region }]);
    expect(found.body).toHaveProperty("links");
    expect(found.headers["x-iam-trace-id"]).toBe(found.headers["x-request-id"]);
    const none = await virtual.get("/v3/projects", { name: "nowhere-1" });
    expect([none.status, none.body["projects"]]).toEqual([200, []]);
  });

  it("carry a request id and the simulator's date", async () => {
    await play(["quick"]);
    const { headers } = await virtual.progress("quick");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.date).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
  });
});

describe("a missing resource", () => {
  it("has its own status and code", async () => {
    await play(["quick"]);
    const { instanceId } = virtual.simulator;
    const unknown = "0".repeat(32);
    const paths: [path: string, status: number, code: string][] = [
      [`/v2/${unknown}/tasks`, 401, "DCS.1004"],
      [`${base}/instances/${unknown}/tasks`, 404, "DCS.3022"],
      [`${base}/instances/${instanceId}/tasks/${unknown}/progress`, 404, "DCS.4001"],
      [`${base}/instances/${instanceId}/tasks/EXTEND/progress`, 400, "DCS.4070"],
      [`${base}/jobs/${unknown}`, 404, "DCS.4001"],
      [`${base}/instances/${instanceId}/tasks/${unknown}`, 404, "APIGW.0101"],
      [`${base}/instances/${instanceId}/tasks/${unknown}/progress/x`, 404, "APIGW.0101"],
      [`${base}/instances/`, 404, "APIGW.0101"],
      ["/", 404, "APIGW.0101"],
    ];
    for (const [path, status, code] of paths) {
      const answer = await virtual.get(path);
      expect([path, answer.status, answer.body["error_code"]]).toEqual([path, status, code]);
    }
  });

  it("is an unknown API to the gateway before the signature is checked", async () => {
    await play(["quick"]);
    const { status, body } = await plainGet(`${virtual.simulator.url}/v1/x`);
    expect([status, body["error_code"]]).toEqual([404, "APIGW.0101"]);
  });
});

it("requests are recorded in order, without secrets", async () => {
  await play(["quick"]);
  const { simulator } = virtual;
  await virtual.progress("quick");
  await virtual.get(listPath(), { limit: "5" });
  await vendorGet(simulator, listPath());
  expect(simulator.requests).toMatchObject([
    { n: 1, method: "GET", status: 200, scenario: "quick", progress: 0, at: virtual.launchedAt },
    { n: 2, path: listPath(), query: { limit: "5" }, status: 200 },
    { n: 3, status: 401, code: "APIGW.0301" },
  ]);
  expect(simulator.requests[0]?.headers["authorization"]).toBe("(hidden)");
  expect(JSON.stringify(simulator.requests)).not.toContain("Signature=");
});
