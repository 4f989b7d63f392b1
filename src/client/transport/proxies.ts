import { DcsError } from "../../errors";
import type { Environment } from "../../settings/sources/source";
import { hostOf } from "./addresses";
import { parseNoProxy } from "./noProxy";

/** A proxy that the environment names. */
export interface Proxy {
  readonly url: URL;
  /** Name for messages: variable and host, without user and password. */
  readonly name: string;
  /** Value of `Proxy-Authorization`, if its address has a user. */
  readonly authorization?: string | undefined;
}

/** The message for a proxy that wants a user. */
export const explain407 = "it answered 407: its address needs a user and password";

/** The proxy for a URL; `undefined` for none. */
export type ProxyOf = (url: URL) => Proxy | undefined;

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, each in upper case or else in lower case, as Go
 * and therefore Terraform providers do.
 *
 * @returns `undefined` if no proxy is set
 * @throws {DcsError} `INVALID_INPUT` naming a variable that is not the http(s) URL of a proxy
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

/** `user:password` of an address, empty if it has none; `undefined` if it is not encoded properly. */
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
