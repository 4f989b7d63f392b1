import http from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import { hostOf, portOf } from "./addresses";
import type { Proxy, ProxyOf } from "./proxies";
import { withPrefix } from "./reason";
import type { Trust } from "./trust";
import { connectThrough, type TunnelOptions } from "./tunnel";

/** Node's options for one request, without its method and body. */
export type Route = https.RequestOptions & { readonly protocol: string };

/** Close idle connections earlier than gateways on the way do. */
const IDLE_MS = 4_000;

/**
 * Finds the route of each request: direct, through a tunnel of its own (https), or forwarded by the
 * proxy (http).
 */
export function createRoutes(proxyOf: ProxyOf, trust: Trust): (request: Request) => Route {
  // Not Node's shared agents: they use a proxy if NODE_USE_ENV_PROXY is set.
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
  // The user agent of Node's own fetch: some gateways reject requests without one.
  return { host, "user-agent": "node", ...Object.fromEntries(headers) };
}

/** A request in absolute form, which the proxy forwards. Source: RFC 9112, 3.2.2. */
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

/** No agent, so that a tunnel ends with its request. */
function tunnelled(url: URL, options: TunnelOptions): Pick<Route, "agent" | "createConnection"> {
  return {
    agent: undefined,
    createConnection: (_, callback) => {
      connectThrough(url, options).then(
        (socket) => {
          callback(null, socket);
        },
        (error: unknown) => {
          // The types require a socket in addition to the error; Node ignores it.
          callback(withPrefix(error, ""), new Socket());
        },
      );
      return undefined;
    },
  };
}
