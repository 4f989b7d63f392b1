import type { Part } from "../part.ts";

/** Guards of the resources: what one `up` leaves to the next. */
export const resources: readonly Part[] = [
  {
    name: "a wait is handed what an earlier `up` has seen",
    changes: [
      {
        file: "resource/targets/waitForTargets.js",
        text: "seen,\n            signal: stop.signal,",
        instead: "signal: stop.signal,",
      },
    ],
  },
  {
    name: "what all tasks came to is kept when the last look at the list fails",
    changes: [
      {
        file: "resource/targets/followTargets.js",
        text: "return { states: ended, error };",
        instead: "throw error;",
      },
    ],
  },
  {
    name: "a refresh keeps the end of a task whose record is purged",
    changes: [
      {
        file: "resource/targets/readTarget.js",
        text: "if (saved && isEnd((0, targetState_1.statusOf)(saved)))\n        return saved;",
        instead:
          'if (saved && isEnd((0, targetState_1.statusOf)(saved)))\n        return { kind: "seen", target, status: "UNKNOWN", attempts: 0 };',
      },
    ],
  },
  {
    name: "a look without waiting asks the list where the progress does not decide",
    changes: [
      {
        file: "resource/targets/readTarget.js",
        text: "decided ?? (await askList(target, place))",
        instead: 'decided ?? "SUCCEEDED"',
      },
    ],
  },
];
