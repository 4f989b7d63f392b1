import type { Part } from "../part.ts";

/** Guards of progress and task list as two views of one task. */
export const views: readonly Part[] = [
  {
    name: "the list is asked before giving up",
    changes: [
      {
        file: "wait/verdict.js",
        text: "known.isSpent || isFinal(known) ? 0 : msToFirstAsk(known)",
        instead: "msToFirstAsk(known)",
      },
    ],
  },
  {
    name: "a record that is gone is looked for in the list",
    changes: [
      {
        file: "wait/verdict.js",
        text: "return count > 1 ? 0 : Infinity;",
        instead: "return Infinity;",
      },
    ],
  },
  {
    name: '"unknown to the list" must last',
    changes: [
      {
        file: "wait/verdict.js",
        text: 'word === "refused" ? failureBudget_1.patience.notFoundMs : LASTING_MS',
        instead: "0",
      },
    ],
  },
  {
    name: "a list that refuses does not make a task lost",
    changes: [
      {
        file: "wait/askList.js",
        text: 'isBusy ? "busy" : "refused"',
        instead: 'isBusy ? "busy" : "unknown"',
      },
    ],
  },
  {
    name: "a list in trouble does not make a task lost",
    changes: [
      { file: "wait/askList.js", text: 'isBusy ? "busy" : "refused"', instead: '"unknown"' },
    ],
  },
  {
    name: "100 % that does not settle is looked up in the list",
    changes: [
      {
        file: "wait/verdict.js",
        text: "return SETTLE_MS - lastedMs;",
        instead: "return Infinity;",
      },
    ],
  },
  {
    name: "100 % that does not settle is looked up again",
    changes: [
      {
        file: "wait/verdict.js",
        text: "return SETTLE_MS * 2 ** (isRefused ? Math.min(wordCount, MAX_DOUBLINGS) : 0);",
        instead: "return word === undefined ? SETTLE_MS : 1e12;",
      },
    ],
  },
  {
    name: "the gap to a query is not longer than what is left of the settling time",
    changes: [
      {
        file: "wait/waitState.js",
        text: "return Math.min(delayMs, Math.max(longestMs, this.#bounds.minDelayMs));",
        instead: "return delayMs;",
      },
    ],
  },
  {
    name: "the list decides about a failed sub-step beside others at once",
    changes: [
      {
        file: "wait/verdict.js",
        text: 'if (view === "unclear" || view === "rejected")\n        return 0;',
        instead:
          'if (view === "rejected")\n        return 0;\n    if (view === "unclear")\n        return Infinity;',
      },
    ],
  },
  {
    name: "what an earlier run has seen counts as seen",
    changes: [
      {
        file: "wait/waitState.js",
        text: "new taskViews_1.TaskViews(Boolean(options.seen))",
        instead: "new taskViews_1.TaskViews(false)",
      },
    ],
  },
  {
    name: "what was seen counts when it is gone",
    changes: [{ file: "wait/taskViews.js", text: "this.#seen ||= isAboutTask;", instead: ";" }],
  },
  {
    name: "an option that is undefined is not given",
    changes: [
      {
        file: "client/tasks/waitForBackgroundTask.js",
        text: "confirm: options.confirm ?? askList,",
        instead: 'confirm: "confirm" in options ? options.confirm : askList,',
      },
    ],
  },
];
