import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import tls, { type TLSSocket } from "node:tls";
import { hostOf, portOf } from "./addresses";
import { explain407, type Proxy } from "./proxies";
import type { Trust } from "./trust";

/** How to get through a proxy. */
export interface TunnelOptions {
  readonly proxy: Proxy;
  /** For the proxy itself, where its address is https, and for the server behind it. */
  readonly trust: Trust;
  /** Closes a tunnel that is being opened. */
  readonly signal: AbortSignal;
}

/**
 * Connects to a https server through a proxy, in a tunnel of its own.
 *
 * @returns a socket whose handshake may not have ended yet
 * @throws when the proxy cannot be reached, refuses, or sends anything of its own into the tunnel
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
    // Not Node's shared agent: with NODE_USE_ENV_PROXY it would ask a proxy for the proxy.
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
  // The server at the other end of a tunnel waits for the client to speak first.
  if (status === 200) return "it is no proxy: it sent data before any request";
  return status === 407 ? explain407 : `it answered CONNECT with ${status}`;
}
