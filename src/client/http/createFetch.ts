import type { Environment } from "../credentials/environmentCredentials";
import { type Fetch, lazyFetch } from "./lazyFetch";
import { explain407, type ProxyOf, readProxies } from "./proxies";
import { withPrefix } from "./reason";
import { type Trust, trustAnyone, trustFile, type TrustNames } from "./trust";

/** How to reach the services. */
export interface FetchOptions {
  /**
   * Where proxies are from: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, or the same in lower case.
   */
  readonly env: Environment;
  /** File with certificates, in PEM, of authorities to trust besides Node's own; or the PEM itself. */
  readonly caFile?: string | undefined;
  /** Accepts any certificate, and says so in a warning. Default `false`. */
  readonly insecure?: boolean | undefined;
  /** What messages call the two settings. Default: the names of these options. */
  readonly names?: TrustNames | undefined;
}

/**
 * A `fetch` that goes through the proxies of the environment and trusts the given authorities;
 * `undefined` where Node's own does. It makes one connection at most for each request, and never
 * follows a redirect.
 *
 * @throws {DcsError} `INVALID_INPUT` for a proxy that is no http(s) URL, and for a file without
 *   certificates
 */
export function createFetch(options: FetchOptions): Fetch | undefined {
  const { env, caFile, insecure = false } = options;
  const { names = { caFile: "caFile", insecure: "insecure" } } = options;
  const proxyOf = readProxies(env);
  const trust: Trust = {
    ...(caFile !== undefined && trustFile(env, caFile, names.caFile)),
    ...(insecure && trustAnyone(names)),
  };
  if (!proxyOf && Object.keys(trust).length === 0) return undefined;
  const fetch = lazyFetch(proxyOf ?? (() => undefined), trust);
  return proxyOf ? namingProxy(fetch, proxyOf) : fetch;
}

/** A request that fails on the way through a proxy says so: the address may be right. */
function namingProxy(fetch: Fetch, proxyOf: ProxyOf): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const proxy = proxyOf(url);
    if (!proxy) return fetch(request);
    const response = await fetch(request).catch((error: unknown) => {
      if (request.signal.aborted) throw error;
      throw withPrefix(error, `through ${proxy.name}: `);
    });
    if (response.status !== 407 || url.protocol === "https:") return response;
    await response.body?.cancel();
    throw new TypeError(`through ${proxy.name}: ${explain407}`);
  };
}
