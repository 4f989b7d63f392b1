import type { DcsErrorCode } from "../../errors";

/** What to do about a request that went wrong, for the end of its message. */
export const advices = {
  INVALID_INPUT: "check the ids, the region and the project",
  UNAUTHORIZED:
    "check the access key and the secret key, and for a temporary key its security token",
  NOT_FOUND: "check the ids, the region and the project",
  THROTTLED:
    "too many requests are made with these credentials: run fewer at a time, or lower " +
    "requestsPerSecond",
  SERVICE_ERROR:
    "the service is in trouble: try again in some minutes, and quote the request id to its " +
    "support if that does not help",
  NETWORK: "check the endpoint, the network and the proxy",
  MALFORMED_RESPONSE:
    "check that the endpoint is that of DCS, and that no proxy or sign-in page answers in its place",
} as const satisfies { readonly [code in DcsErrorCode]?: string };
