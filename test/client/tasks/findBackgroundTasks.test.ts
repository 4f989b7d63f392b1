import { findBackgroundTask, findBackgroundTasks, type TaskQuery } from "../../../src/client";
import { task } from "../support/clients";
import { scriptedService } from "../support/scriptedService";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const tasks = [
  { id: "old", name: "EXTEND", status: "SUCCESS", created_at: at(1) },
  { id: "runs", name: "EXTEND", status: "EXECUTING", created_at: at(2) },
  { id: "binds", name: "BindEip", status: "WAITING", created_at: at(3) },
  { id: "failed", name: "EXTEND", status: "FAILED", created_at: at(4) },
];
const { instanceId } = task;
const service = () => scriptedService([], { list: { tasks, task_count: tasks.length } });

test.each<[string, Omit<TaskQuery, "instanceId">, string[]]>([
  ["unfinished tasks", {}, ["binds", "runs"]],
  ["those of a name", { taskName: "EXTEND" }, ["runs"]],
  ["those of several names", { taskName: ["BindEip", "EXTEND"] }, ["binds", "runs"]],
  ["none of a name that no task has", { taskName: "modify" }, []],
  ["also those that were created since", { createdSince: new Date(at(4)) }, ["failed", "binds", "runs"]], // prettier-ignore
  ["all since the first", { createdSince: new Date(at(0)), taskName: "EXTEND" }, ["failed", "runs", "old"]], // prettier-ignore
  ["as without options", { taskName: undefined, createdSince: undefined }, ["binds", "runs"]],
])("finds %s, newest first", async (_, query, ids) => {
  const { client, asked } = service();
  const found = await findBackgroundTasks(client, { instanceId, ...query });
  expect(found.map(({ id }) => id)).toEqual(ids);
  expect(asked).toEqual(["tasks"]);
  const newest = await findBackgroundTask(client, { instanceId, ...query });
  expect(newest?.id).toBe(ids[0]);
});

test.each<[string, object]>([
  ["instanceId", { instanceId: "a/b" }],
  ["taskName", { taskName: 5 }],
  ["taskName", { taskName: "" }],
  ["taskName", { taskName: [] }],
  ["taskName", { taskName: ["EXTEND", null] }],
  ["createdSince", { createdSince: "2026-01-01" }],
  ["createdSince", { createdSince: new Date(NaN) }],
])("a bad %s is refused before any request: %j", async (property, query) => {
  const { client, asked } = service();
  const found = findBackgroundTasks(client, { instanceId, ...query });
  await expect(found).rejects.toMatchObject({ code: "INVALID_INPUT", property });
  expect(asked).toEqual([]);
});

test("what is wrong with the list is thrown", async () => {
  const { client } = scriptedService([], { list: { http: 403 } });
  await expect(findBackgroundTask(client, { instanceId })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
