/** Guards of the wait: budgets, the task list, gaps, and what is left when it ends. */
export const waits = [
  {
    name: "an answer that cannot be read is waited out",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: 'error.code === "MALFORMED_RESPONSE" ||',
        instead: "",
      },
    ],
  },
  {
    name: 'a task may be "not found" at first',
    changes: [
      {
        file: "wait/failureBudget.js",
        text: 'if (error.code === "NOT_FOUND")\n        return ',
        instead: 'if (error.code === "NOT_FOUND")\n        return false && ',
      },
    ],
  },
  {
    name: "an API that is not there is no task that is not there yet",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: '!NO_SUCH_API.includes(error.serviceCode ?? "")',
        instead: "true",
      },
    ],
  },
  {
    name: "no budget ends before five queries in a row went wrong",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: "const LEAST_COUNT = 5;",
        instead: "const LEAST_COUNT = 1;",
      },
    ],
  },
  {
    name: "trouble has a budget",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: "const BUDGET_MS = 10 * 60_000;",
        instead: "const BUDGET_MS = 1000 * 60_000;",
      },
    ],
  },
  {
    name: "a readable answer ends a row of trouble",
    changes: [
      {
        file: "wait/waitState.js",
        text: "this.#failures.reset();",
        instead: "",
      },
    ],
  },
  {
    name: "a record that is gone is looked for in the list",
    changes: [
      {
        file: "wait/waitState.js",
        text: "const verdict = await this.#confirm();",
        instead: 'const verdict = "unknown";',
      },
    ],
  },
  {
    name: 'one "not found" is not believed',
    changes: [
      {
        file: "wait/waitState.js",
        text: "const GONE_COUNT = 2;",
        instead: "const GONE_COUNT = 1;",
      },
    ],
  },
  {
    name: "a list that refuses or has trouble does not make a task lost",
    changes: [
      {
        file: "wait/waitState.js",
        text: ': "unanswered";',
        instead: ': "unknown";',
      },
    ],
  },
  {
    name: "100 % that does not settle is looked up in the list",
    changes: [
      {
        file: "wait/waitState.js",
        text: "return this.#confirmed(await this.#confirm()) ?? delayMs;",
        instead: "return delayMs;",
      },
    ],
  },
  {
    name: "an absurd Retry-After is not believed",
    changes: [
      {
        file: "wait/waitState.js",
        text: "Math.min(error.retryAfterMs || 0, requestBudget_1.MAX_RETRY_AFTER_MS)",
        instead: "error.retryAfterMs || 0",
      },
    ],
  },
  {
    name: "nor is it by the budget that all waits share",
    changes: [
      {
        file: "wait/requestBudget.js",
        text: "Math.min(retryAfterMs, exports.MAX_RETRY_AFTER_MS)",
        instead: "retryAfterMs",
      },
    ],
  },
  {
    name: "the last query is made at the deadline",
    changes: [
      {
        file: "wait/waitForTask.js",
        text: "if (leftMs < 1)",
        instead: "if (leftMs < next)",
      },
    ],
  },
  {
    name: "an aborted wait ends its request",
    changes: [
      {
        file: "wait/sharedTask.js",
        text: "this.#underWay?.controller.abort();",
        instead: ";",
      },
    ],
  },
  {
    name: "an aborted wait ends its sleep",
    changes: [
      {
        file: "wait/waitForTask.js",
        text: "pause)(Math.min(next, leftMs), clock, stop.signal, options.onNews)",
        instead:
          "pause)(Math.min(next, leftMs), clock, new AbortController().signal, options.onNews)",
      },
    ],
  },
  {
    name: "a wait leaves no listener on its caller's signal",
    changes: [
      {
        file: "wait/waitForTask.js",
        text: 'signal?.removeEventListener("abort", abort);',
        instead: "",
      },
    ],
  },

  {
    name: "100 % that does not settle is asked about again",
    changes: [
      {
        file: "wait/waitState.js",
        text: "this.#settlingSince = now;",
        instead: "this.#settlingSince = Infinity;",
      },
    ],
  },
  {
    name: "a wait that begins takes an answer that another one had just now, and no older one",
    changes: [
      {
        file: "wait/sharedTask.js",
        text: "this.#news && this.#options.clock.now() - this.#news.at < FRESH_MS",
        instead: "this.#news",
      },
    ],
  },
  {
    name: "a query that is not answered ends soon after the deadline",
    changes: [
      {
        file: "wait/pollOnce.js",
        text: 'reject(new errors_1.DcsError("NETWORK", "the query was not answered before the deadline"));',
        instead: ";",
      },
    ],
  },
  {
    name: "what was seen counts when it is gone",
    changes: [
      {
        file: "wait/waitState.js",
        text: "this.#lastProgress !== undefined);",
        instead: "false);",
      },
    ],
  },
  {
    name: "throttling of one wait slows all",
    changes: [
      {
        file: "client/tasks/scheduler.js",
        text: "budget.slowDown(error.retryAfterMs);",
        instead: ";",
      },
    ],
  },
];
