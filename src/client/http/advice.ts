import type { DcsErrorCode } from "../../errors";

/** What to do about a failed request, for the end of its message. */
export const advices = {
  INVALID_INPUT: "check the ids, the region and the project",
  UNAUTHORIZED:
    "check the access key and the secret key, and for a temporary key its security token",
  NOT_FOUND: "check the ids, the region and the project",
  THROTTLED: "too many requests are made with these credentials: run fewer programs at a time",
  SERVICE_ERROR:
    "the service has a problem: try again in some minutes; if it persists, give the request id to " +
    "its support",
  NETWORK: "check the endpoint, the network and the proxy",
  MALFORMED_RESPONSE:
    "check that this is the address of the service, and that no proxy or sign-in page answers instead",
} as const satisfies { readonly [code in DcsErrorCode]?: string };
