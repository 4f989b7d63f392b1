import http from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import { hostOf, portOf } from "./addresses";
import type { Proxy, ProxyOf } from "./proxies";
import { withPrefix } from "./reason";
import type { Trust } from "./trust";
import { connectThrough, type TunnelOptions } from "./tunnel";

/** How to send one request: all but its method and body. */
export type Route = https.RequestOptions & { readonly protocol: string };

/** For how long an idle connection is kept; gateways on the way forget theirs later. */
const IDLE_MS = 4_000;

/**
 * Finds the route of each request: direct, https through a tunnel of its own, http by asking the
 * proxy for it.
 */
export function createRoutes(proxyOf: ProxyOf, trust: Trust): (request: Request) => Route {
  // Agents of our own: with NODE_USE_ENV_PROXY Node's shared ones use a proxy by themselves.
  const agents = {
    "http:": new http.Agent({ keepAlive: true, timeout: IDLE_MS }),
    "https:": new https.Agent({ keepAlive: true, timeout: IDLE_MS, ...trust }),
  };
  const routeTo = (url: URL): Route => {
    const protocol = url.protocol === "https:" ? "https:" : "http:";
    return { protocol, host: hostOf(url), port: portOf(url), agent: agents[protocol] };
  };
  return (request) => {
    const url = new URL(request.url);
    const headers = headersOf(request, url);
    const proxy = proxyOf(url);
    if (proxy && url.protocol === "http:") {
      return { ...routeTo(proxy.url), ...forwarded(url, headers, proxy) };
    }
    return {
      ...{ ...routeTo(url), path: `${url.pathname}${url.search}`, headers },
      ...(proxy && tunnelled(url, { proxy, trust, signal: request.signal })),
    };
  };
}

function headersOf({ headers }: Request, { host }: URL): Readonly<Record<string, string>> {
  // The user agent of Node's own fetch: some gateways refuse requests without one.
  return { host, "user-agent": "node", ...Object.fromEntries(headers) };
}

/** What asks a proxy to make a request. Source: RFC 9112, 3.2.2. */
function forwarded(
  { origin, pathname, search }: URL,
  headers: Readonly<Record<string, string>>,
  { authorization }: Proxy,
): Pick<Route, "path" | "headers"> {
  return {
    path: `${origin}${pathname}${search}`,
    headers: { ...headers, ...(authorization && { "proxy-authorization": authorization }) },
  };
}

/** Without an agent, so that a tunnel ends with its request. */
function tunnelled(url: URL, options: TunnelOptions): Pick<Route, "agent" | "createConnection"> {
  return {
    agent: undefined,
    createConnection: (_, callback) => {
      connectThrough(url, options).then(
        (socket) => {
          callback(null, socket);
        },
        (error: unknown) => {
          // The types want a socket beside the error; Node ignores it.
          callback(withPrefix(error, ""), new Socket());
        },
      );
      return undefined;
    },
  };
}
