/** Guards of what one answer means: progress, steps, projects, and the task list. */
export const answers = [
  {
    name: "a failed step is looked at before the progress",
    changes: [
      {
        file: "wait/classify.js",
        text: "if (failure)\n",
        instead: "if (failure && progress !== undefined && progress < 100)\n",
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
    name: "an unknown word of a step is not the end",
    changes: [
      {
        file: "wait/classify.js",
        text: 'step.stepStatus === "FINISH"',
        instead: '!["EXECUTING", "WAITING", "FAILED"].includes(step.stepStatus)',
      },
    ],
  },
  {
    name: "100 % without a step is not the end",
    changes: [
      {
        file: "wait/classify.js",
        text: 'if (stepDetails.length === 0)\n        return "unclear";',
        instead: "",
      },
    ],
  },
  {
    name: "a sub-step that failed beside others is no failure of the task",
    changes: [
      {
        file: "wait/classify.js",
        text: 'hasFailedStep(failure) ? "failed" : "unclear"',
        instead: '"failed"',
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
    name: "an answer without any field is none",
    changes: [
      {
        file: "client/answers/taskProgress.js",
        text: "if (!isGiven && step_details.length === 0 && fields.remainTime === undefined) {",
        instead: "if (false) {",
      },
    ],
  },
  {
    name: "an error with status 200 keeps the service's words",
    changes: [
      {
        file: "client/answers/wire.js",
        text: "${text && `; the service says ${text}`}",
        instead: "",
      },
    ],
  },
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
        file: "client/http/readPages.js",
        text: "if (read === 0 || isLast || (tasks.length > 0 && news.length === 0))\n            return;",
        instead: "return;",
      },
    ],
  },
  {
    name: "a page shorter than asked is not the last one",
    changes: [
      {
        file: "client/http/readPages.js",
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
  {
    name: "an answer of IAM of another shape is not one without projects",
    changes: [
      {
        file: "client/answers/projectIds.js",
        text: '(0, wire_1.parseAnswer)("KeystoneListProjects", Projects, answer).projects.map(',
        instead: "(answer?.projects ?? []).map(",
      },
    ],
  },
  {
    name: "a project that IAM does not know is not looked up for long",
    changes: [
      {
        file: "wait/trouble.js",
        text: 'return error.property === undefined ? "missing" : undefined;',
        instead: 'return "missing";',
      },
    ],
  },
];
