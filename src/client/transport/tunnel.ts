import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import tls, { type TLSSocket } from "node:tls";
import { hostOf, portOf } from "./addresses";
import { explain407, type Proxy } from "./proxies";
import type { Trust } from "./trust";

/** Options of {@link connectThrough}. */
export interface TunnelOptions {
  readonly proxy: Proxy;
  /** Used for the server, and for the proxy if its address is https. */
  readonly trust: Trust;
  /** Stops opening the tunnel. */
  readonly signal: AbortSignal;
}

/**
 * Connects to an https server through a proxy, in a tunnel of its own.
 *
 * @returns a socket whose TLS handshake may still be going on
 * @throws if the proxy cannot be reached, rejects the request, or sends data of its own into the tunnel
 */
export async function connectThrough(url: URL, options: TunnelOptions): Promise<TLSSocket> {
  const host = hostOf(url);
  return tls.connect({
    ...options.trust,
    socket: await openTunnel(`${url.hostname}:${portOf(url)}`, options),
    host,
    ...(!isIP(host) && { servername: host }),
  });
}

function openTunnel(target: string, { proxy, trust, signal }: TunnelOptions): Promise<Socket> {
  const { url, authorization } = proxy;
  const request = (url.protocol === "https:" ? https : http).request({
    ...{ ...trust, signal, method: "CONNECT", host: hostOf(url), port: portOf(url), path: target },
    headers: { host: target, ...(authorization && { "proxy-authorization": authorization }) },
    // Not Node's shared agent: with NODE_USE_ENV_PROXY it would use a proxy to reach the proxy.
    agent: false,
  });
  return new Promise((resolve, reject) => {
    request.once("connect", ({ statusCode = 0 }, socket, head) => {
      if (statusCode === 200 && head.length === 0) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(explain(statusCode)));
    });
    request.on("error", reject);
    request.end();
  });
}

function explain(status: number): string {
  // A TLS server waits for the client to send first.
  if (status === 200) return "it is not a proxy: it sent data before any request";
  return status === 407 ? explain407 : `it answered CONNECT with ${status}`;
}
