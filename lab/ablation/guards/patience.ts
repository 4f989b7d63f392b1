import type { Part } from "../part.ts";

/** Guards of how long trouble is retried. */
export const patience: readonly Part[] = [
  {
    name: "an answer that cannot be read is retried",
    changes: [
      { file: "wait/trouble.js", text: 'return "unreadable";', instead: "return undefined;" },
    ],
  },
  {
    name: 'a task may be "not found" at first',
    changes: [
      {
        file: "wait/trouble.js",
        text: 'return error.property === undefined ? "missing" : undefined;',
        instead: "return undefined;",
      },
    ],
  },
  {
    name: "what only a wrong address answers ends a wait at its start",
    changes: [
      {
        file: "wait/trouble.js",
        text: 'return isProved ? "unavailable" : undefined;',
        instead: 'return "unavailable";',
      },
    ],
  },
  {
    name: "what only a wrong address answers is trouble later",
    changes: [
      {
        file: "wait/trouble.js",
        text: 'return isProved ? "unavailable" : undefined;',
        instead: "return undefined;",
      },
    ],
  },
  {
    name: "throttling and errors of the service prove address and key",
    changes: [
      {
        file: "wait/trouble.js",
        text: 'if (error.code !== "THROTTLED" && !SERVICE_CODE.test(error.serviceCode ?? ""))',
        instead: "",
      },
    ],
  },
  {
    name: "the codes of IAM prove nothing of DCS",
    changes: [
      {
        file: "wait/trouble.js",
        text: "if (isElsewhere(error))",
        instead: "if (false)",
      },
    ],
  },
  {
    name: "what one wait has proved holds for the others",
    changes: [{ file: "client/tasks/proof.js", text: "proofs.set(client, proof);", instead: ";" }],
  },
  {
    name: "no budget ends before five queries in a row failed",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: "exports.LEAST_FAILURES = 5;",
        instead: "exports.LEAST_FAILURES = 1;",
      },
    ],
  },
  {
    name: "trouble has a budget",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: "provedMs: 10 * 60_000,",
        instead: "provedMs: 1_000 * 60_000,",
      },
    ],
  },
  {
    name: "where nothing was proved the budget is short",
    changes: [
      {
        file: "wait/failureBudget.js",
        text: "unprovedMs: 60_000,",
        instead: "unprovedMs: 3_000_000,",
      },
    ],
  },
  {
    name: "an answer ends a row of trouble",
    changes: [
      {
        file: "wait/waitState.js",
        text: "this.#failures.reset();\n        this.#misses = 0;",
        instead: "this.#misses = 0;",
      },
    ],
  },
  {
    name: "a word of the list ends a row of trouble",
    changes: [
      {
        file: "wait/waitState.js",
        text: 'if (word === "running") {\n            this.#failures.reset();',
        instead: 'if (word === "running") {',
      },
    ],
  },
  {
    name: "a time-out in which nothing was answered is an error",
    changes: [
      { file: "wait/waitState.js", text: "if (this.#isAnswered || !error)", instead: "if (true)" },
    ],
  },
];
