import { parseTaskPage } from "../../../src/client/answers/backgroundTasks";

const tasksOf = (answer: unknown) => parseTaskPage(answer).tasks;

test("fields that are null, left out or of another type are absent", () => {
  const tasks = [{ id: "t", name: null, status: 5, enable_show: "yes", details: 5, job_id: "j" }];
  expect(tasksOf({ tasks })).toEqual([{ id: "t", jobId: "j" }]);
});

test("fields get the names of this package, and details stay as they are", () => {
  const answer = {
    tasks: [
      {
        id: "t",
        name: "EXTEND",
        status: "SUCCESS",
        created_at: "2026-01-01T00:00:00.000Z",
        updated_at: "2026-01-01T00:01:00.000Z",
        user_name: "me",
        user_id: "u",
        params: "{}",
        enable_show: false,
        error_code: "DCS.4064",
        details: { old_capacity: "1", new_replica_num: 2 },
      },
    ],
  };
  expect(tasksOf(answer)).toEqual([
    {
      id: "t",
      name: "EXTEND",
      status: "SUCCESS",
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:01:00.000Z",
      userName: "me",
      userId: "u",
      params: "{}",
      enableShow: false,
      errorCode: "DCS.4064",
      details: { old_capacity: "1", new_replica_num: 2 },
    },
  ]);
});

test("details may hold null, and are left out where they are deeper than can be written", () => {
  const detailsOf = (details: unknown) => tasksOf({ tasks: [{ id: "t", details }] })[0]?.details;
  const nested = (levels: number): unknown => (levels > 0 ? [nested(levels - 1)] : "leaf");
  expect(detailsOf({ old: null })).toEqual({ old: null });
  expect(detailsOf({ flat: 1, deep: nested(15) })).toEqual({ flat: 1, deep: nested(15) });
  expect(detailsOf({ flat: 1, deep: nested(30) })).toBeUndefined();
});

test.each<[string, unknown]>([
  ["an empty list", { tasks: [] }],
  ["a page past the last", { task_count: 100, tasks: [] }],
  ["null and the count 0", { task_count: 0, tasks: null }],
  ["no list and the count 0 as text", { task_count: "0" }],
])("%s has no task", (_, answer) => {
  expect(tasksOf(answer)).toEqual([]);
});

test.each<[string, unknown]>([
  ["nothing of a list", {}],
  ["null for the list", { tasks: null }],
  ["null for the list and the count", { tasks: null, task_count: null }],
  ["null for a list that is not empty", { tasks: null, task_count: 3 }],
  ["another type of list", { tasks: "t" }],
  ["a task without an id", { tasks: [{ name: "EXTEND" }] }],
  ["null for a task", { tasks: [null] }],
  ["a list for the whole", [{ tasks: [] }]],
])("%s is no answer, and not taken for an empty list", (_, answer) => {
  expect(() => tasksOf(answer)).toThrow("the answer of ListBackgroundTask is not as");
});

test("one odd entry is left out, and the others are read", () => {
  const tasks = [{ id: 5 }, null, "t", [], {}, { id: "" }, { id: "t", status: "EXECUTING" }];
  expect(parseTaskPage({ tasks, task_count: 7 })).toEqual({
    tasks: [{ id: "t", status: "EXECUTING" }],
    read: 7,
    total: 7,
  });
});

test.each<[unknown, number | undefined]>([
  [120, 120],
  ["120", 120],
  [0, 0],
  [-1, undefined],
  [1.5, undefined],
  ["many", undefined],
  ["", undefined],
  [null, undefined],
  [undefined, undefined],
])("the number of tasks %j is read as %s", (task_count, total) => {
  expect(parseTaskPage({ tasks: [{ id: "t" }], task_count }).total).toBe(total);
});

test("a page with more entries than the service gives is malformed, and is not gone through", () => {
  const page = (count: number) => ({ tasks: Array.from({ length: count }, () => ({ id: "t" })) });
  expect(tasksOf(page(1_000))).toHaveLength(1_000);
  expect(() => tasksOf(page(1_001))).toThrow('"tasks" has more than 1000 entries');
});

test("an error body with status 200 is malformed, with the service's own words", () => {
  const answer = { error_code: "DCS.5000", error_msg: "Internal service error." };
  expect(() => tasksOf(answer)).toThrow(
    expect.objectContaining({
      code: "MALFORMED_RESPONSE",
      serviceCode: "DCS.5000",
      message:
        "the answer of ListBackgroundTask is not as documented: it has no tasks; " +
        "the service says DCS.5000: Internal service error; check that this is the address of the " +
        "service, and that no proxy or sign-in page answers instead",
    }) as Error,
  );
});
