import type { FaultKind, FaultKinds } from "./kind.ts";

type Send = NonNullable<FaultKind["send"]>;
type Target = NonNullable<FaultKind["target"]>;

const head = (length: number) =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const trouble = (send: Send): FaultKind => ({ class: "trouble", send });
/** The client is sent to an address where nothing, or something else, answers. */
const elsewhere = (target: Target): FaultKind => ({ class: "trouble", target });
/** Time goes on while such a request is on its way, until the client gives it up. */
const hang = (send: Send): FaultKind => ({ class: "trouble", hangs: true, send });
/** Too long for a label of DNS, so that it fails without asking a name server. */
const NO_NAME = `${"x".repeat(64)}.invalid`;

/** What goes wrong below HTTP. */
export const socketKinds: FaultKinds = {
  "connection refused": elsewhere(({ closedPort }) => `http://127.0.0.1:${closedPort}`),
  "DNS failure": elsewhere(() => `http://${NO_NAME}`),
  "TLS: a certificate that is not trusted": elsewhere(
    ({ tlsPort }) => `https://127.0.0.1:${tlsPort}`,
  ),
  "TLS: not TLS at all": elsewhere(({ proxyPort }) => `https://127.0.0.1:${proxyPort}`),
  "reset before the headers": trouble(({ socket }) => socket.resetAndDestroy()),
  "reset after the headers": trouble(({ socket, body }) =>
    socket.write(head(body.length), () => socket.resetAndDestroy()),
  ),
  "reset in the body": trouble(({ socket, body }) =>
    socket.write(Buffer.concat([Buffer.from(head(body.length)), half(body)]), () =>
      socket.resetAndDestroy(),
    ),
  ),
  "closed before the headers": trouble(({ socket }) => socket.end()),
  "closed in the body": trouble(({ socket, body }) =>
    socket.end(Buffer.concat([Buffer.from(head(body.length)), half(body)])),
  ),
  "length too short": trouble(({ socket, body }) =>
    socket.end(Buffer.concat([Buffer.from(head(Math.floor(body.length / 2))), body])),
  ),
  "length too long": trouble(({ socket, body }) =>
    socket.end(Buffer.concat([Buffer.from(head(body.length + 100)), body])),
  ),
  "bad chunk": trouble(({ socket, body }) =>
    socket.end(
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n${body.toString("latin1")}`,
    ),
  ),
  "not HTTP": trouble(({ socket }) => socket.end("SSH-2.0-OpenSSH_9.2p1\r\n")),
  "not HTTP, and quotes the request": trouble(({ socket, request }) =>
    socket.end(`HTTP/1.1 200 OK\r\nBad ${String(request.headers.authorization)}\r\n\r\n`),
  ),
  "headers too large": trouble(({ socket }) =>
    socket.end(`HTTP/1.1 200 OK\r\nX-Filler: ${"f".repeat(40_000)}\r\n\r\n{}`),
  ),
  "time-out before the headers": hang(() => undefined),
  "time-out in the body": hang(({ socket, body }) => {
    socket.write(Buffer.concat([Buffer.from(head(body.length)), half(body)]));
  }),
};

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length / 2));
}
