import type { Environment } from "../../settings/sources/source";
import { type Fetch, lazyFetch } from "./lazyFetch";
import { readProxies } from "./proxies";
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
  return lazyFetch(proxyOf ?? (() => undefined), trust);
}
