import { DcsClient, type QueryOptions, type TaskWindow } from "../../src/client";
import { closeServers, serve } from "./support/answerServer";
import { clientOf, keys, task } from "./support/clients";

/** What can be no id, region or endpoint. */
const nonsense: [what: string, value: unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["a number", 5],
  ["a list", ["cn-north-4"]],
  ["an empty text", ""],
  ["a space", " "],
  ["a space inside", "a b"],
  ["a line end", "cn-north-4\n"],
  ["a slash", "a/b"],
  ["a question mark", "a?b"],
  ["a hash", "a#b"],
  ["a percent sign", "a%2Fb"],
  ["a backslash", "a\\b"],
  ["a dot", "."],
  ["two dots", ".."],
  ["a way up", "../x"],
  ["a host", "a@b"],
  ["other letters", "数据"],
  ["a control character", "a\u0000"],
  ["too much", "a".repeat(129)],
];

afterEach(closeServers);

describe("the client's inputs", () => {
  it.each(nonsense)("refuse %s for an instance id before any request", async (_, instanceId) => {
    await expectRefusal({ instanceId }, "instanceId");
  });

  it.each(nonsense)("refuse %s for a task id before any request", async (_, taskId) => {
    await expectRefusal({ taskId }, "taskId");
  });

  it.each(nonsense.filter(([, value]) => value !== undefined))(
    "refuse %s for a project id",
    (_, projectId) => {
      expectInvalid({ projectId }, "projectId");
    },
  );

  it.each([0, 1e-9, 0.01, 0.0999, -1, NaN, Infinity, 10_001, "5", null])(
    "refuse %s for the requests a second",
    (requestsPerSecond) => {
      const make = () =>
        new DcsClient({
          region: "cn-north-4",
          credentials: keys,
          requestsPerSecond: requestsPerSecond as number,
        });
      expect(make).toThrow(
        expect.objectContaining({
          code: "INVALID_INPUT",
          property: "requestsPerSecond",
          message: '"requestsPerSecond" must be a number of requests per second from 0.1 to 10,000',
        }) as Error,
      );
    },
  );

  it.each([
    ...nonsense,
    ["upper case", "CN-NORTH-4"],
    ["a domain", "cn-north-4.example.com"],
    ["a very long name", `cn-${"north".repeat(60)}-4`],
  ])("refuse %s for a region", (_, region) => {
    expectInvalid({ region }, "region");
  });

  it.each([
    ["an empty text", ""],
    ["a number", 5],
    ["a host without a scheme", "dcs.cn-north-4.myhuaweicloud.com"],
    ["another scheme", "ftp://dcs.example.com"],
    ["a file", "file:///etc/passwd"],
    ["no host", "https://"],
    ["a space", "https://dcs example.com"],
    ["a bad port", "https://dcs.example.com:99999"],
    ["a user", "https://user@dcs.example.com"],
    ["a password", "https://user:PASSWORD@dcs.example.com"],
    ["a query", "https://dcs.example.com/?a=1"],
    ["an empty query", "https://dcs.example.com/?"],
    ["a fragment", "https://dcs.example.com/#a"],
    ["an empty fragment", "https://dcs.example.com#"],
  ])("refuse %s for an endpoint", (_, endpoint) => {
    expectInvalid({ endpoint }, "endpoint");
    expectInvalid({ iamEndpoint: endpoint }, "iamEndpoint");
  });

  it.each([
    ["https://dcs.example.com", "https://dcs.example.com"],
    ["https://dcs.example.com/", "https://dcs.example.com"],
    ["https://dcs.example.com//", "https://dcs.example.com"],
    ["HTTPS://DCS.Example.com:443/base/", "https://dcs.example.com/base"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("take %s for an endpoint", (endpoint, expected) => {
    expect(make({ endpoint }).endpoint).toBe(expected);
  });

  const notRetries = [-1, 1.5, NaN, Infinity, 101, "2", null].map(
    (retries) => ["retries", { retries }] as const,
  );
  const notSignals = [null, 5, "stop", {}, { aborted: false }, new AbortController()].map(
    (signal) => ["signal", { signal }] as const,
  );
  const notOptions = [null, 5, "retries"].map((options) => ["options", options] as const);
  it.each([...notRetries, ...notSignals, ...notOptions])(
    "refuse a query with wrong %s: %j",
    async (property, options) => {
      const server = await serve();
      const client = clientOf(server, { projectId: undefined });
      const given = options as QueryOptions;
      const queries = [
        () => client.showBackgroundTaskProgress(task, given),
        () => first(client.listBackgroundTasks(task, given)),
        () => first(client.listCenterTasks({}, given)),
        () => client.showJob({ jobId: "j" }, given),
        () => client.projectId(given),
        () => clientOf(server).projectId(given),
      ];
      for (const query of queries) {
        await expect(query()).rejects.toMatchObject({
          code: "INVALID_INPUT",
          property,
          message: expect.stringMatching(new RegExp(`^"${property}" must be `)) as string,
        });
      }
      expect(server.requests).toHaveLength(0);
    },
  );

  it.each([undefined, null, 5, "id"])("refuse %j where an object is due", async (nothing) => {
    const client = clientOf(await serve());
    const given = nothing as never;
    for (const [property, query] of [
      ["task", () => client.showBackgroundTaskProgress(given)],
      ["filter", () => first(client.listBackgroundTasks(given))],
      ["job", () => client.showJob(given)],
    ] as const) {
      await expect(query()).rejects.toMatchObject({ code: "INVALID_INPUT", property });
    }
  });

  it.each([null, 5, "2026-01-01", new Date("never"), {}])(
    "refuse %j for a time of a list's window",
    async (time) => {
      const server = await serve();
      for (const property of ["startTime", "endTime"]) {
        const window = { [property]: time } as TaskWindow;
        for (const tasks of [
          clientOf(server).listCenterTasks(window),
          clientOf(server).listBackgroundTasks({ ...task, ...window }),
        ]) {
          await expect(first(tasks)).rejects.toMatchObject({
            code: "INVALID_INPUT",
            property,
            message: `"${property}" must be a valid Date`,
          });
        }
      }
      await expect(first(clientOf(server).listCenterTasks(null as never))).rejects.toMatchObject({
        property: "window",
      });
      expect(server.requests).toHaveLength(0);
    },
  );

  it.each([
    ["8abf6e1e72c12e7c0172c15b508500aa"],
    ["5560df16-cebf-4473-95c4-d1b573c16e79"],
    ["Task_1.0"],
    ["a".repeat(128)],
  ])("take %s for an id", async (id) => {
    const server = await serve({ body: { progress: 1 } });
    const client = clientOf(server, { projectId: id });
    await client.showBackgroundTaskProgress({ instanceId: id, taskId: id });
    expect(server.requests[0]?.url).toBe(`/v2/${id}/instances/${id}/tasks/${id}/progress`);
  });
});

function first(tasks: AsyncIterable<unknown>): Promise<unknown> {
  return tasks[Symbol.asyncIterator]().next();
}

function make(options: Readonly<Record<string, unknown>>): DcsClient {
  const given = { region: "cn-north-4", credentials: keys, ...options };
  return new DcsClient(given);
}

function expectInvalid(options: Readonly<Record<string, unknown>>, property: string): void {
  expect(() => make(options)).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      property,
      message: expect.stringMatching(new RegExp(`^"${property}" must `)) as string,
    }) as Error,
  );
  expect(() => make(options)).not.toThrow("PASSWORD");
}

async function expectRefusal(
  wrong: Readonly<Record<string, unknown>>,
  property: string,
): Promise<void> {
  const server = await serve();
  // Without a project id there would be a request to IAM first.
  const client = clientOf(server, { projectId: undefined });
  const query = client.showBackgroundTaskProgress({ ...task, ...wrong });
  await expect(query).rejects.toMatchObject({
    code: "INVALID_INPUT",
    property,
    message: expect.stringMatching(new RegExp(`^"${property}" must `)) as string,
  });
  expect(server.requests).toHaveLength(0);
}
