import { parseBackgroundTasks } from "../../../src/client/answers/backgroundTasks";

test("fields that are null, left out or of another type are absent", () => {
  const tasks = [{ id: "t", name: null, status: 5, enable_show: "yes", details: 5, job_id: "j" }];
  expect(parseBackgroundTasks({ tasks })).toEqual([{ id: "t", jobId: "j" }]);
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
  expect(parseBackgroundTasks(answer)).toEqual([
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
  const detailsOf = (details: unknown) =>
    parseBackgroundTasks({ tasks: [{ id: "t", details }] })[0]?.details;
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
  expect(parseBackgroundTasks(answer)).toEqual([]);
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
  expect(() => parseBackgroundTasks(answer)).toThrow("the answer of ListBackgroundTask is not as");
});
