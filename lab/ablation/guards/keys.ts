import type { Part } from "../part.ts";

/** Guards that keep a key from being locked. */
export const keys: readonly Part[] = [
  {
    name: "a key that was rejected twice is not tried again",
    changes: [
      {
        file: "client/access/guardedKey.js",
        text: "if (!this.#last || this.#rejections < this.#maxRejections)\n            return;",
        instead: "return;",
      },
    ],
  },
  {
    name: "all clients of a process know of a rejected key",
    changes: [
      {
        file: "client/access/keyGuard.js",
        text: "keysByClock.get(now) ?? new Map()",
        instead: "new Map()",
      },
    ],
  },
  {
    name: "requests go one at a time until the key was accepted",
    changes: [
      { file: "client/access/guardedKey.js", text: "if (this.#isAccepted)", instead: "if (true)" },
    ],
  },
  {
    name: "the rejections of a key that is accepted again are forgotten",
    changes: [
      {
        file: "client/access/guardedKey.js",
        text: "this.#isAccepted = true;\n        this.#forget();",
        instead: "this.#isAccepted = true;",
      },
    ],
  },
  {
    name: "another key is not taken for the rejected one",
    changes: [
      {
        file: "client/access/keyGuard.js",
        text: ".update(JSON.stringify(parts))",
        instead: '.update("any")',
      },
    ],
  },
];
