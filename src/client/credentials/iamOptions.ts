import type { Transport } from "../http/exchange";

/** How a provider reaches IAM and STS. */
export interface IamOptions {
  /** Base URL of IAM. */
  readonly iamEndpoint: string;
  /** That IAM is only the neighbour of a DCS endpoint given by hand. Default `false`. */
  readonly iamIsDerived?: boolean | undefined;
  /** Base URL of STS, which is asked for agencies of an account that is named by its id. */
  readonly stsEndpoint?: string | undefined;
  /** Name of the project that tokens are for: that of the region, unless it is another one. */
  readonly projectName: string;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Wall clock in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Lets passwords and tokens go over plain http, to any host. Default `false`. */
  readonly insecure?: boolean | undefined;
}

/** What its requests go through. */
export function toTransport({
  fetch,
  now = Date.now,
  insecure,
}: Pick<IamOptions, "fetch" | "now" | "insecure">): Transport {
  return {
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now,
    requestTimeoutMs: 10_000,
    insecure,
  };
}
