import type { Environment } from "../../settings/sources/source";
import {
  assertOptions,
  booleanProblem,
  environmentProblem,
  objectProblem,
  type OptionTable,
  textProblem,
} from "../../optionChecks";
import { type Fetch, lazyFetch } from "./lazyFetch";
import { readProxies } from "./proxies";
import { type Trust, trustAnyone, trustFile, type TrustNames } from "./trust";

/** Options of {@link createFetch}. */
export interface FetchOptions {
  /**
   * Environment variables with the proxies: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, or the same in
   * lower case.
   */
  readonly env: Environment;
  /**
   * A PEM file with certificate authorities to trust in addition to Node's own, or the PEM text itself.
   * Default: none.
   */
  readonly caFile?: string | undefined;
  /** Accepts any certificate, with a warning. Default `false`. */
  readonly insecure?: boolean | undefined;
  /** Names of the two settings in messages. Default: the names of these options. */
  readonly names?: TrustNames | undefined;
}

const table: OptionTable<FetchOptions> = {
  what: "the options of createFetch",
  checks: {
    env: environmentProblem,
    caFile: textProblem,
    insecure: booleanProblem,
    names: objectProblem,
  },
  required: ["env"],
};

/**
 * Creates a `fetch` that uses the proxies of the environment and trusts the given authorities. It
 * opens at most one connection for each request and never follows a redirect.
 *
 * @returns `undefined` if no proxy, authority or `insecure` is set, so that Node's own `fetch` will do
 * @throws {DcsError} `INVALID_INPUT` for a wrong option, a proxy that is not an http(s) URL, and a file
 *   without certificates
 */
export function createFetch(options: FetchOptions): Fetch | undefined {
  assertOptions(options, table);
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
