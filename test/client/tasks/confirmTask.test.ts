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

test.each([
  ["with dashes", "8abf6e1e-72c1-2e7c-0172-c15b508500aa"],
  ["in capitals", "8ABF6E1E72C12E7C0172C15B508500AA"],
])("a task is found in its list where that writes the id %s", async (_, id) => {
  const server = await serve({ body: { tasks: [{ id, status: "SUCCESS" }], task_count: 1 } });
  await expect(confirmTask(clientOf(server), task, {})).resolves.toBe("succeeded");
});

test("a task is found on a page that follows a short one", async () => {
  const page = (id: string) => ({ body: { tasks: [{ id, status: "FAILED" }], task_count: 2 } });
  const server = await serve(page("another"), page(task.taskId));
  await expect(confirmTask(clientOf(server), task, {})).resolves.toBe("failed");
});

test("a task that its list does not have is unknown", async () => {
  const tasks = [{ id: "another", status: "SUCCESS" }];
  const server = await serve({ body: { tasks, task_count: 1 } });
  await expect(confirmTask(clientOf(server), task, {})).resolves.toBe("unknown");
});

test("a list that cannot be read says nothing of the task", async () => {
  const server = await serve({ status: 403, body: "" });
  await expect(confirmTask(clientOf(server), task, {})).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
