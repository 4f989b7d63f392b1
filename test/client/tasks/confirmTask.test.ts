import { confirmTask } from "../../../src/client/tasks/confirmTask";
import { closeServers, serve } from "../support/answerServer";
import { clientOf, task } from "../support/clients";

afterEach(closeServers);

test.each<[string | undefined, string]>([
  ["SUCCESS", "succeeded"],
  ["FAILED", "failed"],
  ["EXECUTING", "running"],
  ["WAITING", "running"],
  ["PAUSED", "running"],
  [undefined, "running"],
])("a task that its list calls %s has %s", async (status, verdict) => {
  const other = { id: "another", status: status === "FAILED" ? "SUCCESS" : "FAILED" };
  const tasks = [other, { id: task.taskId, status }, { ...other, id: "a third" }];
  const server = await serve({ body: { tasks } });
  await expect(confirmTask(clientOf(server), task, {})).resolves.toBe(verdict);
});

test("a task that its list does not have is unknown", async () => {
  const server = await serve({ body: { tasks: [{ id: "another", status: "SUCCESS" }] } });
  await expect(confirmTask(clientOf(server), task, {})).resolves.toBe("unknown");
});

test("a list that cannot be read says nothing of the task", async () => {
  const server = await serve({ status: 403, body: "" });
  await expect(confirmTask(clientOf(server), task, {})).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
