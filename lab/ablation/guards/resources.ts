import type { Part } from "../part.ts";

/** Guards of the resources: what one `up` leaves to the next. */
export const resources: readonly Part[] = [
  {
    name: "a wait is handed what an earlier `up` has seen",
    changes: [
      {
        file: "resource/waitForTargets.js",
        text: "seen,\n                signal: own.signal,",
        instead: "signal: own.signal,",
      },
    ],
  },
  {
    name: "what all tasks came to is kept when the last look at the list fails",
    changes: [
      {
        file: "resource/followTargets.js",
        text: "return { states: ended, error };",
        instead: "throw error;",
      },
    ],
  },
  {
    name: "what was interrupted is resumed, whatever is recorded of a time-out",
    changes: [
      {
        file: "resource/plan.js",
        text: 'case "RUNNING":\n            return false;',
        instead: 'case "RUNNING":\n            return news["onTimeout"] === "record";',
      },
    ],
  },
  {
    name: "a refresh keeps the end of a task whose record is purged",
    changes: [
      {
        file: "resource/readTarget.js",
        text: "if (saved && isEnd(saved.status))\n            return saved;",
        instead:
          'if (saved && isEnd(saved.status))\n            return { ...saved, status: "UNKNOWN", saved: undefined };',
      },
    ],
  },
  {
    name: "a look without waiting asks the list where the progress does not decide",
    changes: [
      {
        file: "resource/readTarget.js",
        text: "statusOf(answer) ?? (await askList(target, place))",
        instead: 'statusOf(answer) ?? "SUCCEEDED"',
      },
    ],
  },
];
