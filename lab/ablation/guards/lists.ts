import type { Part } from "../part.ts";

/** Guards of how the task list is read. */
export const lists: readonly Part[] = [
  {
    name: "a list that cannot be read is not an empty one",
    changes: [
      {
        file: "client/answers/backgroundTasks.js",
        text: "Boolean(tasks) || toCount(task_count) === 0",
        instead: "true",
      },
    ],
  },
  {
    name: "an odd entry does not spoil the list",
    changes: [
      {
        file: "client/answers/backgroundTasks.js",
        text: "read === 0 || tasks.length > 0",
        instead: "read === tasks.length",
      },
    ],
  },
  {
    name: "an unknown word of the list is not the end",
    changes: [
      {
        file: "client/tasks/confirmTask.js",
        text: 'return status === "FAILED" ? "failed" : "running";',
        instead:
          'return ["CREATED", "WAITING", "EXECUTING"].includes(status) ? "running" : "failed";',
      },
    ],
  },
  {
    name: "a list is read to its last page",
    changes: [
      {
        file: "client/readPages.js",
        text: "if (read === 0 || isLast || (tasks.length > 0 && !hasNews))\n            return;",
        instead: "return;",
      },
    ],
  },
  {
    name: "a page shorter than asked is not the last one",
    changes: [
      {
        file: "client/readPages.js",
        text: "total !== undefined && offset >= total && read < PAGE_SIZE",
        instead: "read < PAGE_SIZE",
      },
    ],
  },
  {
    name: "ids are the same with and without dashes",
    changes: [
      {
        file: "client/tasks/confirmTask.js",
        text: "(0, sameId_1.isSameId)(id, taskId)",
        instead: "id === taskId",
      },
    ],
  },
];
