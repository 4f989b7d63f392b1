/** Guards of the single request: signing, keys, transport, and what messages may hold. */
export const queries = [
  {
    name: "a refused signature is tried again with fresh credentials",
    changes: [
      {
        file: "client/http/signedQuery.js",
        text: "return attempt(true);",
        instead: "throw error;",
      },
    ],
  },
  {
    name: "each request is signed with its own date",
    changes: [
      {
        file: "client/http/signedQuery.js",
        text: "signingDate: new Date(now)",
        instead: "signingDate: new Date((globalThis.firstDate ??= now))",
      },
    ],
  },
  {
    name: "trouble of the server is waited out",
    changes: [
      {
        file: "errors.js",
        text: "return status === 408 || status >= 500;",
        instead: "return false;",
      },
    ],
  },
  {
    name: "trouble of the network is waited out",
    changes: [
      {
        file: "errors.js",
        text: 'code === "NETWORK" ||',
        instead: "",
      },
    ],
  },
  {
    name: "throttling is waited out",
    changes: [
      {
        file: "errors.js",
        text: '|| code === "THROTTLED"',
        instead: "",
      },
    ],
  },
  {
    name: "Retry-After is honoured",
    changes: [
      {
        file: "client/http/retryAfter.js",
        text: "if (!text)",
        instead: "if (true)",
      },
    ],
  },
  {
    name: "redirects are not followed",
    changes: [
      {
        file: "client/http/send.js",
        text: 'redirect: "manual"',
        instead: 'redirect: "follow"',
      },
    ],
  },
  {
    name: "a refused key is not tried on and on",
    changes: [
      {
        file: "client/http/keyGuard.js",
        text: "this.#refusals >= BELIEVED",
        instead: "false",
      },
      {
        file: "wait/failureBudget.js",
        text: 'error.code === "MALFORMED_RESPONSE" ||',
        instead: 'error.code === "MALFORMED_RESPONSE" || error.code === "UNAUTHORIZED" ||',
      },
    ],
  },
  {
    name: "of an answer no more than the limit is read",
    changes: [
      {
        file: "client/http/boundedBody.js",
        text: "if (bytes > maxBytes)",
        instead: "if (false)",
      },
    ],
  },
  {
    name: "keys and signature are taken out of what the service says",
    changes: [
      {
        file: "printable.js",
        text: "if (secret)",
        instead: "if (false)",
      },
    ],
  },
  {
    name: "a time-out's request is not kept as the cause",
    changes: [
      {
        file: "client/http/send.js",
        text: "within ${timeoutMs / 1000} s; ${advice_1.advices.NETWORK}`",
        instead: "in time`, { cause: error }",
      },
    ],
  },
  {
    name: "a broken answer is not kept as the cause",
    changes: [
      {
        file: "client/http/exchange.js",
        text: "            cause,",
        instead: "            cause: error,",
      },
    ],
  },
  {
    name: "what a terminal obeys is taken out of what the service says",
    changes: [
      {
        file: "printable.js",
        text: "(0, node_util_1.stripVTControlCharacters)(text.toWellFormed())",
        instead: "text",
      },
      {
        file: "printable.js",
        text: 'shown = shown.replace(/[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+/gu, " ").trim();',
        instead: "",
      },
    ],
  },
  {
    name: "the clock's skew is told of",
    changes: [
      {
        file: "client/http/clockSkew.js",
        text: "if (!(Math.abs(skewMs) > ACCEPTED_SKEW_MS))",
        instead: "if (true)",
      },
    ],
  },

  {
    name: "an accepted key has its refusals forgotten",
    changes: [
      {
        file: "client/http/keyGuard.js",
        text: "this.#accepted = true;\n        this.#refusals = 0;",
        instead: "this.#accepted = true;",
      },
    ],
  },
  {
    name: "another key is not taken for the one that was refused",
    changes: [
      {
        file: "client/http/keyGuard.js",
        text: "if (!(0, credentials_1.isSameCredentials)(key, this.#key))\n            this.#begin(key);",
        instead: "if (this.#key === undefined) this.#begin(key);",
      },
    ],
  },
];
