import { DcsError } from "../../errors";
import type { Environment } from "../../settings/sources/source";
import { hostOf } from "./addresses";
import { parseNoProxy } from "./noProxy";

/** A proxy that the environment names. */
export interface Proxy {
  readonly url: URL;
  /** What messages call it: its variable and its host, never its user and password. */
  readonly name: string;
  /** Value of `Proxy-Authorization`, where its address has a user. */
  readonly authorization?: string | undefined;
}

/** What to do when a proxy does not let a request through without a user. */
export const explain407 = "it answered 407: its address needs a user and password";

/** Which proxy a request for a URL goes through; `undefined` for none. */
export type ProxyOf = (url: URL) => Proxy | undefined;

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in lower case where there is none in upper case,
 * as Go and so Terraform providers do.
 *
 * @returns `undefined` where there is no proxy at all
 * @throws {DcsError} `INVALID_INPUT` naming the variable that is not the http(s) URL of a proxy
 */
export function readProxies(env: Environment): ProxyOf | undefined {
  const secure = readProxy(env, "HTTPS_PROXY");
  const plain = readProxy(env, "HTTP_PROXY");
  if (!secure && !plain) return undefined;
  const isExempt = parseNoProxy(valueOf(env, "NO_PROXY") ?? "");
  return (url) => {
    if (isExempt(url)) return undefined;
    return url.protocol === "https:" ? secure : plain;
  };
}

function readProxy(env: Environment, name: string): Proxy | undefined {
  const address = valueOf(env, name);
  if (!address) return undefined;
  const variable = env[name] ? name : name.toLowerCase();
  const text = address.includes("://") ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const user = url && userOf(url);
  if (url && user !== undefined && /^https?:$/.test(url.protocol) && hostOf(url)) {
    return {
      url,
      name: `the proxy in ${variable} (${url.host})`,
      ...(user && { authorization: `Basic ${Buffer.from(user).toString("base64")}` }),
    };
  }
  throw new DcsError("INVALID_INPUT", `"${variable}" must be the http or https URL of a proxy`, {
    property: variable,
  });
}

/** `user:password` of an address, empty for none; `undefined` where it is not encoded properly. */
function userOf({ username, password }: URL): string | undefined {
  if (!username && !password) return "";
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}

function valueOf(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()];
}
