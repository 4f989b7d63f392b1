import type { Part } from "../part.ts";

/** Guards of the wait itself: its start, its deadline, and what is left when it ends. */
export const waits: readonly Part[] = [
  {
    name: "a wait that begins takes an answer of just now, and no older one",
    changes: [
      {
        file: "wait/sharedTask.js",
        text: "this.#news && this.#options.clock.now() - this.#news.at < FRESH_MS",
        instead: "this.#news",
      },
    ],
  },
  {
    name: "the last query is made at the deadline",
    changes: [
      { file: "wait/waitForTask.js", text: "if (leftMs < 1)", instead: "if (leftMs < next)" },
    ],
  },
  {
    name: "a query that is not answered ends soon after the deadline",
    changes: [
      {
        file: "wait/pollOnce.js",
        text: 'end(new errors_1.DcsError("NETWORK", "the query was not answered before the deadline"));',
        instead: ";",
      },
    ],
  },
  {
    name: "an aborted wait ends its request",
    changes: [
      { file: "wait/time/singleFlight.js", text: "call.controller.abort();", instead: ";" },
    ],
  },
  {
    name: "an aborted wait ends its sleep",
    changes: [
      {
        file: "wait/waitForTask.js",
        text: "leftMs), clock, stop.signal, options.onNews)",
        instead: "leftMs), clock, new AbortController().signal, options.onNews)",
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
];
