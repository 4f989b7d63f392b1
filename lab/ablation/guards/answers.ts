import type { Part } from "../part.ts";

/** Guards of what one answer means: progress, steps and projects. */
export const answers: readonly Part[] = [
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
    changes: [{ file: "wait/classify.js", text: 'step.stepStatus === "FINISH"', instead: "true" }],
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
        text: 'return isFull ? "unclear" : "running";',
        instead: 'return isFull ? "succeeded" : "running";',
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
    name: "an answer of IAM of another shape is not one without projects",
    changes: [
      {
        file: "client/answers/projectIds.js",
        text: "(0, wire_1.parseAnswer)(what, Projects, answer).projects.map(",
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
