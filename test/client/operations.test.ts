import type { DcsClient } from "../../src/client";
import { closeServers, serve } from "./support/answerServer";
import { clientOf, task } from "./support/clients";

afterEach(closeServers);

const first = (tasks: AsyncIterable<unknown>) => tasks[Symbol.asyncIterator]().next();
const operations: readonly [string, (client: DcsClient) => Promise<unknown>, string][] = [
  [
    "ShowBackgroundTaskProgress",
    (client) => client.showBackgroundTaskProgress(task),
    "the user needs the permission dcs:instance:getBackgroundTask",
  ],
  [
    "ListBackgroundTask",
    (client) => first(client.listBackgroundTasks(task)),
    "the user needs the permission dcs:instance:listBackgroundTasks",
  ],
  [
    "ListCenterTask",
    (client) => first(client.listCenterTasks()),
    "the user needs the permission dcs:task:list",
  ],
  [
    "ShowJobInfo",
    (client) => client.showJob({ jobId: "j" }),
    "the user needs the permission for it",
  ],
];

test.each(operations)("%s is named where it is forbidden, with the permission", async (...row) => {
  const [operation, query, permission] = row;
  const server = await serve({ status: 403, body: "" });
  await expect(query(clientOf(server))).rejects.toThrow(
    new RegExp(`^${operation} \\(GET .*; ${permission}; the credentials are from`),
  );
});

test.each(operations)("%s is named where its answer cannot be read", async (operation, query) => {
  const server = await serve({ body: [] });
  await expect(query(clientOf(server))).rejects.toThrow(
    `the answer of ${operation} (GET ${server.url}/`,
  );
});

test.each<[string, (client: DcsClient) => Promise<unknown>, string]>([
  ["listBackgroundTasks", (client) => first(client.listBackgroundTasks({ instanceId: "/" })), "instanceId"], // prettier-ignore
  ["showJob", (client) => client.showJob({ jobId: "/" }), "jobId"],
])("%s names the id that is wrong", async (_, query, property) => {
  const server = await serve();
  await expect(query(clientOf(server))).rejects.toMatchObject({
    code: "INVALID_INPUT",
    property,
    message: expect.stringContaining(`"${property}"`) as string,
  });
  expect(server.requests).toHaveLength(0);
});
