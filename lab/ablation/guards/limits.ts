import type { Part } from "../part.ts";

/** Guards of how often a host is asked. */
export const limits: readonly Part[] = [
  {
    name: "a pause that a host asks for holds for all",
    changes: [
      {
        file: "wait/budget/requestBudget.js",
        text: "if (pauseMs > 0 && until > (this.#pause?.until ?? -Infinity)) {",
        instead: "if (false) {",
      },
    ],
  },
  {
    name: "the pause that comes with a 503 holds for all",
    changes: [
      {
        file: "wait/budget/requestBudget.js",
        text: "if (!(0, errors_1.isServerTrouble)(error))\n            return;",
        instead: "if (!isThrottled)\n            return;",
      },
    ],
  },
  {
    name: "Retry-After is read",
    changes: [{ file: "client/http/retryAfter.js", text: "if (!text)", instead: "if (true)" }],
  },
  {
    name: "the budget holds in any ten seconds",
    changes: [
      {
        file: "wait/budget/requestRate.js",
        text: "const isFull = this.#recent.length >= this.#windowSize();",
        instead: "const isFull = false;",
      },
    ],
  },
  {
    name: "of two budgets of a host the lower one holds",
    changes: [{ file: "wait/budget/hostBudget.js", text: "budget.limitTo(rate);", instead: ";" }],
  },
  {
    name: "waits for tasks of one instance share its list",
    changes: [
      {
        file: "client/sharedAnswers.js",
        text: "exports.FRESH_MS = 1_000;",
        instead: "exports.FRESH_MS = 0;",
      },
    ],
  },
  {
    name: "an absurd Retry-After does not outlast the deadline",
    changes: [
      {
        file: "wait/waitForTask.js",
        text: "Math.min(next, leftMs), clock",
        instead: "next, clock",
      },
    ],
  },
];
