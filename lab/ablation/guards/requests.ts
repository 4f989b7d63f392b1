import type { Part } from "../part.ts";

/** Guards of the single request: signing, transport, and what messages may hold. */
export const requests: readonly Part[] = [
  {
    name: "a request is made again with fresh credentials when its signature is refused",
    changes: [
      {
        file: "client/http/signedQuery.js",
        text: "return ask(used && { credentials: used, refusal: (0, guardedKey_1.refusalOf)(error) });",
        instead: "throw error;",
      },
    ],
  },
  {
    name: "each request is signed with its own date",
    changes: [
      {
        file: "client/http/signedQuery.js",
        text: "const signedAt = context.now() + stamp.correctionMs;",
        instead: "const signedAt = (globalThis.firstDate ??= context.now()) + stamp.correctionMs;",
      },
    ],
  },
  {
    name: "a request that is refused for its date is signed by the service's clock",
    changes: [
      {
        file: "client/http/signedQuery.js",
        text: "first.isMisdated ? await sendOnce(request, parts) : first",
        instead: "first",
      },
    ],
  },
  {
    name: "how far the service's clock is off is remembered",
    changes: [{ file: "client/access/clockSkew.js", text: "this.#provedMs = ms;", instead: ";" }],
  },
  {
    name: "a correction that a rejection suggested outlasts a request that breaks",
    changes: [
      {
        file: "client/access/clockSkew.js",
        text: "return this.#triedMs ?? this.#provedMs;",
        instead:
          "const ms = this.#triedMs ?? this.#provedMs;\n        this.#triedMs = undefined;\n        return ms;",
      },
    ],
  },
  {
    name: "trouble of the server is retried",
    changes: [
      {
        file: "errors.js",
        text: "return status === 408 || status >= 500;",
        instead: "return false;",
      },
    ],
  },
  {
    name: "trouble of the network is retried",
    changes: [
      {
        file: "errors.js",
        text: 'return code === "NETWORK" || code === "THROTTLED";',
        instead: 'return code === "THROTTLED";',
      },
    ],
  },
  {
    name: "throttling is retried",
    changes: [
      {
        file: "errors.js",
        text: 'return code === "NETWORK" || code === "THROTTLED";',
        instead: 'return code === "NETWORK";',
      },
    ],
  },
  {
    name: "redirects are not followed",
    changes: [
      {
        file: "client/http/exchange.js",
        text: 'redirect: "manual"',
        instead: 'redirect: "follow"',
      },
    ],
  },
  {
    name: "of an answer no more than the limit is read",
    changes: [
      { file: "client/http/boundedBody.js", text: "if (bytes > maxBytes)", instead: "if (false)" },
    ],
  },
  {
    name: "a request that is not answered times out",
    changes: [
      { file: "wait/time/withinTime.js", text: "setTimeout(own.end, ms)", instead: "undefined" },
    ],
  },
  {
    name: "keys and signature are taken out of what the service says",
    changes: [
      {
        file: "printable.js",
        text: '(0, maskSecrets_1.maskSecrets)(read.replace(CONTROL_SEQUENCES, ""), secrets)',
        instead: 'read.replace(CONTROL_SEQUENCES, "")',
      },
    ],
  },
  {
    name: "a broken answer is not kept as the cause",
    changes: [
      {
        file: "client/http/fetchJson.js",
        text: "const cause = Object.assign(new Error((0, printable_1.printable)(reason, secrets)), { code });",
        instead: "const cause = error;",
      },
    ],
  },
  {
    name: "what a terminal obeys is taken out of what the service says",
    changes: [
      {
        file: "printable.js",
        text: 'read.replace(CONTROL_SEQUENCES, "")',
        instead: "read",
      },
      {
        file: "printable.js",
        text: 'plain.replace(/[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+/gu, " ").trim()',
        instead: "plain",
      },
    ],
  },
];
