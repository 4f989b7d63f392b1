import type { ProxyOf } from "./proxies";
import type { Trust } from "./trust";

/** The type of `fetch`. */
export type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` on Node's HTTP client, loaded with the first request: most programs need only Node's own
 * `fetch`.
 */
export function lazyFetch(proxyOf: ProxyOf, trust: Trust): Fetch {
  let loading: Promise<Fetch> | undefined;
  const load = async (): Promise<Fetch> => {
    const { createHttpFetch } = await import("./httpFetch.ts");
    return createHttpFetch(proxyOf, trust);
  };
  return async (input, init) => (await (loading ??= load()))(input, init);
}

/**
 * A `fetch` that never uses a proxy. Node's own uses the proxy variables if `NODE_USE_ENV_PROXY` is
 * set.
 */
export const directFetch: Fetch = lazyFetch(() => undefined, {});
