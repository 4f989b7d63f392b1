/** One request that reached the simulator, and its answer. Contains no secret and no signature. */
export interface RecordedRequest {
  /** Number of the request, from 1. */
  readonly n: number;
  /** When it arrived: milliseconds since 1970 by the simulator's clock. */
  readonly at: number;
  /** Such as `GET`. */
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** The query's parameters, decoded; the last of repeated ones. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; values of credentials are replaced by `(hidden)`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The headers that the signature covers; empty without a signature. */
  readonly signedHeaders: readonly string[];
  /** 0 when the connection was reset instead of an answer. */
  readonly status: number;
  /** The X-Request-Id of the answer. */
  readonly requestId: string;
  /** The scenario of the task whose progress was queried. */
  readonly scenario?: string | undefined;
  /** The percentage at that moment, even if a fault replaced the answer. */
  readonly progress?: number | undefined;
  /** The injected fault, such as `429`, `drop before` or `delay 2s`. */
  readonly fault?: string | undefined;
  /** The `error_code` of the answer. */
  readonly code?: string | undefined;
}

const hiddenHeaders: readonly string[] = [
  "authorization",
  "x-security-token",
  "x-auth-token",
  "x-metadata-token",
];

/** The headers of a request, with the values of credentials hidden. */
export function visibleHeaders(
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [
      name,
      hiddenHeaders.includes(name) ? "(hidden)" : value,
    ]),
  );
}
