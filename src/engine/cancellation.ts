import { subscribe } from "node:diagnostics_channel";
import { endIfOrphaned } from "./orphan";

const CANCEL_PATH = "/pulumirpc.ResourceProvider/Cancel";

/** Knows when the engine no longer wants what it asked for. */
export interface Cancellation {
  /** For an operation that begins now. */
  readonly signal: AbortSignal;
}

interface Stream {
  readonly session?: Session | undefined;
}

interface Session {
  once(event: "close", listener: () => void): unknown;
}

/**
 * Aborts when the engine asks this plugin to stop, which it does on the first Ctrl-C, and when it
 * is gone: a plugin outlives an engine that was killed, and would go on asking. It then ends too.
 *
 * Pulumi's plugin for dynamic providers acknowledges the call and does nothing. But the calls are
 * HTTP/2 streams of this process, and Node announces those. Node versions without the channel never
 * announce any, and Ctrl-C then waits for the task, as without this.
 */
export function watchCancellation(): Cancellation {
  let current = new AbortController();
  const sessions = new Set<Session>();
  subscribe("http2.server.stream.start", (message) => {
    const { headers, stream } = message as {
      headers?: Readonly<Record<string, unknown>>;
      stream?: Stream;
    };
    if (headers?.[":path"] === CANCEL_PATH) current.abort();
    const session = stream?.session;
    if (!session || sessions.has(session)) return;
    sessions.add(session);
    session.once("close", () => {
      sessions.delete(session);
      current.abort();
      // An engine that was only idle comes back with another connection.
      current = new AbortController();
      void endIfOrphaned(() => sessions.size > 0);
    });
  });
  return {
    get signal() {
      return current.signal;
    },
  };
}
