import { subscribe } from "node:diagnostics_channel";
import { endIfOrphaned } from "./orphan";

const CANCEL_PATH = "/pulumirpc.ResourceProvider/Cancel";

/** Tells when the engine no longer wants the operations that it asked for. */
export interface Cancellation {
  /** The signal for an operation that begins now. */
  readonly signal: AbortSignal;
}

interface Stream {
  readonly session?: Session | undefined;
}

interface Session {
  once(event: "close", listener: () => void): unknown;
}

/**
 * Aborts when the engine asks this plugin to stop, which it does on the first Ctrl-C, and when the
 * engine is gone. A plugin outlives an engine that was killed; this process then ends too.
 *
 * Pulumi's plugin for dynamic providers answers the call and does nothing else. But each call is an
 * HTTP/2 stream in this process, and Node publishes those on a diagnostics channel. In Node versions
 * without that channel nothing is published, and Ctrl-C waits for the task.
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
      // An idle engine may have closed it: it opens another connection when it has work.
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
