import { creation, large, type Provided, small, startProvided } from "./support/providerCalls";

// The requests of the Huawei provider in the life of an instance, in its order, and the fields that it
// reads from each answer with the JSON types that it asserts.
const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const flag = expect.any(Boolean) as boolean;
const hex = expect.stringMatching(/^[0-9a-f]{32}$/) as string;

let provided: Provided;
beforeEach(async () => {
  provided = await startProvided({
    resize: { name: "grow", steps: [{ name: "a", seconds: 30 }] },
  });
});
afterEach(() => provided.simulator.close());

describe("the Huawei provider, when it is configured,", () => {
  it("finds the project of the region below an authUrl that ends in /v3", async () => {
    const { simulator, get } = provided;
    const authUrl = "/v3";
    const { status, body } = await get(`${authUrl}/projects`, { name: simulator.region });
    expect(status).toBe(200);
    expect(body["projects"]).toMatchObject([{ id: simulator.projectId, name: simulator.region }]);
  });

  it("finds the account", async () => {
    const { simulator, get } = provided;
    const { status, body } = await get("/v3/auth/domains");
    expect(status).toBe(200);
    const { domainId: id, domainName: name } = simulator.account;
    expect(body).toMatchObject({ domains: [{ id, name, enabled: true }], links: {} });
  });

  it("finds billing, to detect the kind of website", async () => {
    const { status } = await provided.get("/v2/products/service-types", { limit: "1" });
    expect(status).toBe(200);
  });
});

describe("an instance", () => {
  it("is created without an order, and becomes RUNNING", async () => {
    const { call, base, waitUntilRunning } = provided;
    const { status, body } = await call("POST", `${base}/instances`, creation);
    expect(status).toBe(200);
    expect(body["instances"]).toMatchObject([{ instance_id: text }]);
    expect(body).not.toHaveProperty("order_id");
    const [instance] = body["instances"] as { instance_id: string }[];
    expect(await waitUntilRunning(`${base}/instances/${instance?.instance_id ?? ""}`)).toBe(2);
  });

  it("is read with all given settings and every asserted type", async () => {
    const { create, get, pass } = provided;
    const path = await create();
    expect((await get(path)).body).toMatchObject({ status: "CREATING", task: null });
    pass(10);
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: creation.name,
      engine: "Redis",
      engine_version: "6.0",
      spec_code: small.spec_code,
      az_codes: ["cn-north-4a"],
      vpc_id: "vpc-1",
      subnet_id: "subnet-1",
      capacity: 4,
      capacity_minor: "",
      charging_mode: 0,
      status: "RUNNING",
      task: null,
      port: number,
      max_memory: 4096,
      used_memory: number,
      ip: text,
      domain_name: text,
      cache_mode: "ha",
      cpu_type: "x86_64",
      replica_count: 2,
      sharding_count: number,
      product_type: text,
      transparent_client_ip_enable: flag,
      enable_ssl: flag,
      description: text,
      security_group_id: text,
      security_group_name: text,
      enterprise_project_id: text,
      maintain_begin: text,
      maintain_end: text,
      vpc_name: text,
      subnet_name: text,
      subnet_cidr: text,
      user_id: text,
      user_name: text,
      access_user: text,
      readonly_domain_name: text,
      created_at: text,
      launched_at: text,
      tags: [],
    });
  });

  it("returns further settings unchanged, and a size below 1 GB as text", async () => {
    const { call, base, get } = provided;
    const given = {
      description: "for tests",
      port: 6380,
      maintain_begin: "22:00:00",
      maintain_end: "02:00:00",
      tags: [{ key: "team", value: "a" }],
    };
    const tiny = { spec_code: "redis.ha.xu1.tiny.r2.128", capacity: 0.125 };
    const { body } = await call("POST", `${base}/instances`, { ...creation, ...given, ...tiny });
    const [instance] = body["instances"] as { instance_id: string }[];
    const shown = await get(`${base}/instances/${instance?.instance_id ?? ""}`);
    expect(shown.body).toMatchObject({ ...given, capacity: 0, capacity_minor: ".125" });
    expect(shown.body).toMatchObject({ max_memory: 128, spec_code: tiny.spec_code });
  });

  it.each([
    ["instances", "/configs", { redis_config: [parameter()] }],
    [
      "instances",
      "/bigkey/autoscan",
      { enable_auto_scan: false, schedule_at: [], updated_at: text },
    ],
    [
      "instances",
      "/hotkey/autoscan",
      { enable_auto_scan: false, schedule_at: [], updated_at: text },
    ],
    ["instances", "/scan-expire-keys/autoscan-config", expiredKeyScan()],
    ["instances", "/autoscaling-policy/bandwidth", {}],
    ["instance", "/groups", { group_list: [{ replication_list: replicas() }] }],
    ["instance", "/whitelist", { enable_whitelist: true, whitelist: [] }],
  ])("has %s%s", async (kind, end, expected) => {
    const { create, get } = provided;
    const path = (await create()).replace("/instances/", `/${kind}/`);
    const { status, body } = await get(path + end);
    expect(status).toBe(200);
    expect(body).toMatchObject(expected);
  });

  it("is resized after a look-up of two flavors, and is busy until its task ends", async () => {
    const { create, get, call, base, waitUntilRunning } = provided;
    const path = await create();
    await waitUntilRunning(path);
    for (const { spec_code } of [small, large]) {
      const { status, body } = await get(`${base}/flavors`, { spec_code });
      expect(status).toBe(200);
      expect(body["flavors"]).toMatchObject([{ spec_code, cache_mode: "ha", replica_count: 2 }]);
    }
    const answer = await call("POST", `${path}/resize`, { change_type: "", ...large });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect((await get(path)).body).toMatchObject({
      status: "EXTENDING",
      task: expect.anything() as unknown,
      capacity: 4,
      spec_code: small.spec_code,
    });
    // The provider retries this once the instance is RUNNING, and fails if the code is not text.
    expect(await call("POST", `${path}/resize`, large)).toMatchObject({
      status: 400,
      body: { error_code: "DCS.4026", error_msg: text },
    });
    // At 30 s the task has ended: that query is the first of two.
    expect(await waitUntilRunning(path)).toBe(4);
    expect((await get(path)).body).toMatchObject({ capacity: 8, spec_code: large.spec_code });
  });

  it("is upgraded by a task that the answer contains, and stays RUNNING", async () => {
    const { simulator, create, get, call, pass, waitUntilRunning } = provided;
    const path = await create();
    await waitUntilRunning(path);
    const { status, body } = await call("POST", `${path}/minor-version/upgrade`, {});
    expect(status).toBe(200);
    expect(body).toEqual({ task_id: hex });
    expect(body["task_id"]).toBe(simulator.task("quick-upgrade-1").taskId);
    expect((await get(path)).body).toMatchObject({
      status: "RUNNING",
      task: { id: body["task_id"] },
      service_upgrade: true,
      service_task_id: body["task_id"],
    });
    expect(await call("POST", `${path}/resize`, large)).toMatchObject({ status: 400 });
    const progress = await get(`${path}/tasks/${String(body["task_id"])}/progress`);
    expect(progress.body).toMatchObject({ progress: 0 });
    pass(10);
    expect((await get(path)).body).toMatchObject({ task: null, service_upgrade: false });
    expect(simulator.task("quick-upgrade-1").state).toBe("succeeded");
  });

  it("is deleted, and is gone", async () => {
    const { create, get, call, pass } = provided;
    const path = await create();
    expect((await call("DELETE", path)).status).toBe(204);
    pass(10);
    expect(await get(path)).toMatchObject({ status: 404, body: { error_code: "DCS.3022" } });
  });

  it("lists its tasks in pages of ten, up to the first empty page", async () => {
    const { create, get, call, base, waitUntilRunning } = provided;
    const path = await create();
    await waitUntilRunning(path);
    await call("POST", `${path}/resize`, large);
    const first = await get(`${path}/tasks`, { limit: "10", offset: "0" });
    expect(first.body).toMatchObject({ tasks: [{ id: hex, name: "EXTEND", status: "EXECUTING" }] });
    const second = await get(`${path}/tasks`, { limit: "10", offset: "10" });
    expect(second.body["tasks"]).toEqual([]);
    const [task] = first.body["tasks"] as { id: string }[];
    const progress = await get(`${path}/tasks/${task?.id ?? ""}/progress`);
    expect(progress.body).toMatchObject({ progress: 0, remain_time: 30, step_details: [{}] });
    const centre = await get(`${base}/tasks`, { limit: "10", offset: "0" });
    expect(centre.body["tasks"]).toMatchObject([{ id: task?.id, job_id: hex }]);
  });
});

function parameter(): object {
  return { param_id: text, param_name: text, param_value: text, need_restart: flag };
}

function expiredKeyScan(): object {
  const numbers = { interval: number, timeout: number, scan_keys_count: number };
  return { enable_auto_scan: false, first_scan_at: text, updated_at: text, ...numbers };
}

function replicas(): readonly object[] {
  return [
    { replication_role: "master", az_code: "cn-north-4a" },
    { replication_role: "slave", az_code: "cn-north-4a" },
  ];
}
