/** Guards of what one answer means: progress, steps, and the task list. */
export const answers = [
  {
    name: "failure is looked at before progress",
    changes: [
      {
        file: "wait/classify.js",
        text: 'return "failed";',
        instead: 'return progress === 100 || progress === undefined ? "settling" : "failed";',
      },
    ],
  },
  {
    name: "100 % needs finished steps",
    changes: [
      {
        file: "wait/classify.js",
        text: 'step.stepStatus === "FINISH"',
        instead: "true",
      },
    ],
  },
  {
    name: "an unknown word is not the end",
    changes: [
      {
        file: "wait/classify.js",
        text: 'step.stepStatus === "FINISH"',
        instead: '!["EXECUTING", "WAITING", "FAILED"].includes(step.stepStatus)',
      },
    ],
  },
  {
    name: "a progress above 100 is no progress",
    changes: [
      {
        file: "client/answers/taskProgress.js",
        text: "v.maxValue(100)",
        instead: "v.minValue(0)",
      },
      {
        file: "wait/classify.js",
        text: "(progress >= 0 && progress <= 100)",
        instead: "(progress >= 0)",
      },
    ],
  },
  {
    name: "a sub-step may fail and be tried again",
    changes: [
      {
        file: "taskProgress.js",
        text: "steps.some((step) => stepsUnderWay.includes(step.stepStatus))",
        instead: "false",
      },
    ],
  },
  {
    name: "a list that cannot be read is not an empty one",
    changes: [
      {
        file: "client/answers/backgroundTasks.js",
        text: "Boolean(tasks) || Number(task_count ?? NaN) === 0",
        instead: "true",
      },
    ],
  },

  {
    name: "an unknown word of the list is no end",
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
        file: "client/http/readPages.js",
        text: "if (tasks.length < PAGE_SIZE || !isNews)\n            return;",
        instead: "return;",
      },
    ],
  },
];
