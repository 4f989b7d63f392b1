import type { BackgroundTaskSummary } from "../../../src/client";
import {
  findTaskOfJob,
  isUnfinished,
  newestFirst,
  selectTasks,
} from "../../../src/client/tasks/findTasks";
import { closeServers, serve } from "../support/answerServer";
import { clientOf, task } from "../support/clients";

afterEach(closeServers);

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const summary = (id: string, minute: number, more: Partial<BackgroundTaskSummary> = {}) => ({
  id,
  createdAt: at(minute).toISOString(),
  ...more,
});
const ids = (tasks: readonly BackgroundTaskSummary[]) => tasks.map(({ id }) => id);

test.each([
  ["SUCCESS", false],
  ["FAILED", false],
  ["EXECUTING", true],
  ["CREATED", true],
  ["a new word", true],
  [undefined, true],
])("a task with the status %s is unfinished: %s", (status, expected) => {
  expect(isUnfinished({ id: "t", ...(status !== undefined && { status }) })).toBe(expected);
});

test("tasks are sorted by their creation, and last where that cannot be read", () => {
  const tasks = [
    summary("b", 2),
    { id: "x" },
    summary("d", 4),
    { id: "y", createdAt: "yesterday" },
    summary("a", 1),
    summary("c", 3),
  ];
  expect(ids(newestFirst(tasks))).toEqual(["d", "c", "b", "a", "x", "y"]);
});

test("a creation time without a zone is UTC, wherever this machine is", () => {
  const tasks = [
    { id: "later", createdAt: "2026-01-01 03:00:00" },
    { id: "sooner", createdAt: "2026-01-01T02:00:00.000Z" },
  ];
  const since = (time: string) => ids(selectTasks(tasks.map((one) => ({ ...one, status: "SUCCESS" })), { createdSince: Date.parse(time) })); // prettier-ignore
  expect(ids(newestFirst(tasks))).toEqual(["later", "sooner"]);
  expect(since("2026-01-01T03:00:00Z")).toEqual(["later"]);
  expect(since("2026-01-01T03:00:01Z")).toEqual([]);
});

describe("tasks that are looked for", () => {
  const tasks = [
    summary("done early", 1, { status: "SUCCESS", name: "EXTEND" }),
    summary("done late", 5, { status: "FAILED", name: "EXTEND" }),
    summary("runs", 2, { status: "EXECUTING", name: "BindEip" }),
    { id: "nameless", status: "EXECUTING" },
  ];

  it("are the unfinished ones", () => {
    expect(ids(selectTasks(tasks, {}))).toEqual(["runs", "nameless"]);
  });
  it("are also those that were created since", () => {
    const since = (minute: number) => ids(selectTasks(tasks, { createdSince: at(minute).getTime() })); // prettier-ignore
    expect(since(5)).toEqual(["done late", "runs", "nameless"]);
    expect(since(6)).toEqual(["runs", "nameless"]);
    expect(since(1)).toEqual(["done late", "runs", "done early", "nameless"]);
  });
  it("are those of a name only, where one is given", () => {
    const named = (...taskNames: string[]) =>
      ids(selectTasks(tasks, { taskNames, createdSince: 0 }));
    expect(named("EXTEND")).toEqual(["done late", "done early"]);
    expect(named("BindEip", "EXTEND")).toEqual(["done late", "runs", "done early"]);
    expect(named("")).toEqual(["nameless"]);
  });
});

describe("the task of a job", () => {
  const find = (server: { readonly url: string }) =>
    findTaskOfJob(clientOf(server), { instanceId: task.instanceId, jobId: "j" }, { retries: 0 });
  const list = (...jobs: string[]) => ({
    body: {
      tasks: jobs.map((job) => ({ id: `task of ${job}`, job_id: job })),
      task_count: jobs.length,
    },
  });

  it("is found in the instance's list, without asking the task centre", async () => {
    const server = await serve(list("i", "j"));
    await expect(find(server)).resolves.toMatchObject({ id: "task of j" });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.url).toContain(`/instances/${task.instanceId}/tasks?`);
  });
  it("is found by an id that is written with dashes or capitals", async () => {
    const server = await serve(list("ff80-8082", "ff808083"));
    const options = { retries: 0 };
    const found = findTaskOfJob(clientOf(server), { ...task, jobId: "FF808082" }, options);
    await expect(found).resolves.toMatchObject({ id: "task of ff80-8082" });
  });
  it("is found in the task centre where the instance's list does not tell jobs", async () => {
    const server = await serve(list("i"), list("h", "j"));
    await expect(find(server)).resolves.toMatchObject({ id: "task of j" });
    expect(server.requests[1]?.url).toMatch(/^\/v2\/project1\/tasks\?/);
  });
  it("is none where neither knows one, or the task centre may not be read", async () => {
    await expect(find(await serve(list("i")))).resolves.toBeUndefined();
    const closed = await serve(list("i"), { status: 403, body: "" });
    await expect(find(closed)).resolves.toBeUndefined();
  });
  it("is not said to be none where the task centre has trouble", async () => {
    const server = await serve(list("i"), { status: 500, body: "" });
    await expect(find(server)).rejects.toMatchObject({ code: "SERVICE_ERROR" });
  });
});
