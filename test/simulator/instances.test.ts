import { startSimulator, type Simulator } from "../../src/simulator";
import { vendorCall } from "./support/vendorGet";

let simulator: Simulator;
let nowMs = Date.UTC(2026, 0, 1);
afterEach(() => simulator.close());

async function open(): Promise<void> {
  simulator = await startSimulator({
    scenarios: ["done"],
    resize: { name: "grow", taskName: "EXTEND", steps: [{ name: "a", seconds: 10 }] },
    now: () => nowMs,
  });
}

async function call(method: string, path: string, json?: unknown) {
  const options = { method, json, date: nowMs };
  const { status, body } = await vendorCall(
    simulator,
    `/v2/${simulator.projectId}/${path}`,
    options,
  );
  return { status, body };
}

const spec = {
  name: "cache",
  engine: "Redis",
  engine_version: "6.0",
  capacity: 4,
  spec_code: "redis.ha.xu1.large.r2.4",
  vpc_id: "v",
  subnet_id: "s",
};

async function create(): Promise<string> {
  const { body } = await call("POST", "instances", spec);
  const [instance] = body["instances"] as { instance_id: string }[];
  return instance?.instance_id ?? "";
}

describe("the instances", () => {
  it("are created, shown and deleted", async () => {
    await open();
    const id = await create();
    const { body } = await call("GET", `instances/${id}`);
    expect(body).toMatchObject({ instance_id: id, name: "cache", status: "CREATING", capacity: 4 });
    nowMs += 2_000;
    expect((await call("GET", `instances/${id}`)).body).toMatchObject({ status: "RUNNING" });
    expect((await call("GET", `instances/${id}/tasks`)).body).toMatchObject({ tasks: [] });
    expect((await call("DELETE", `instances/${id}`)).status).toBe(204);
    expect(await call("GET", `instances/${id}`)).toMatchObject({
      status: 404,
      body: { error_code: "DCS.3022" },
    });
  });

  it("are resized by a task that appears only in the list, and runs without being queried", async () => {
    await open();
    const id = await create();
    nowMs += 2_000;
    const resized = { spec_code: "redis.ha.xu1.large.r2.8", new_capacity: 8 };
    const answer = await call("POST", `instances/${id}/resize`, resized);
    expect(answer).toEqual({ status: 204, body: {} });
    expect((await call("GET", `instances/${id}`)).body).toMatchObject({
      status: "EXTENDING",
      capacity: 4,
    });
    nowMs += 5_000;
    const { body } = await call("GET", `instances/${id}/tasks`);
    expect(body["tasks"]).toMatchObject([
      { name: "EXTEND", status: "EXECUTING", details: { old_capacity: "4", new_capacity: "8" } },
    ]);
    const [task] = body["tasks"] as { id: string }[];
    const progress = await call("GET", `instances/${id}/tasks/${task?.id ?? ""}/progress`);
    expect(progress.body).toMatchObject({ progress: 50 });
    expect(simulator.task("grow-1")).toMatchObject({ taskId: task?.id, progress: 50 });
    nowMs += 5_000;
    expect((await call("GET", `instances/${id}`)).body).toMatchObject({
      status: "RUNNING",
      capacity: 8,
      spec_code: "redis.ha.xu1.large.r2.8",
    });
    // The other instance has only its own tasks.
    const others = await call("GET", `instances/${simulator.instanceId}/tasks`);
    expect(others.body["tasks"]).toMatchObject([{ id: simulator.tasks["done"] }]);
    expect((await call("GET", "tasks")).body["tasks"]).toHaveLength(2);
  });

  it("reject a resize while another one runs", async () => {
    await open();
    const path = `instances/${simulator.instanceId}/resize`;
    const resized = { spec_code: "redis.ha.xu1.large.r2.8", new_capacity: 8 };
    expect((await call("POST", path, resized)).status).toBe(204);
    expect(await call("POST", path, resized)).toMatchObject({
      status: 400,
      body: { error_code: "DCS.4026" },
    });
  });

  it.each([
    ["instances", { ...spec, name: 5 }, "name"],
    ["instances", { ...spec, capacity: "large" }, "capacity"],
    ["instances", "no object", "name"],
    ["instances/{id}/resize", { new_capacity: 8 }, "spec_code"],
    ["instances/{id}/resize", { spec_code: "a" }, "new_capacity"],
  ])("reject a POST of %s with %j", async (path, body, parameter) => {
    await open();
    const answer = await call("POST", path.replace("{id}", simulator.instanceId), body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error_code: "DCS.4063", error_msg: `The parameter ${parameter} is invalid.` },
    });
  });

  it.each([
    ["DELETE", "instances"],
    ["PUT", "instances/{id}"],
    ["POST", "instances/{id}/restart"],
    ["POST", "tasks"],
  ])("have no %s %s", async (method, path) => {
    await open();
    const answer = await call(method, path.replace("{id}", simulator.instanceId));
    expect(answer).toMatchObject({ status: 404, body: { error_code: "APIGW.0101" } });
  });
});
