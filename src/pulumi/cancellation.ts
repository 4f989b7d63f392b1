import { subscribe } from "node:diagnostics_channel";

const CANCEL_PATH = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Aborts when the engine asks this plugin to stop, which it does on the first Ctrl-C.
 *
 * A dynamic provider is not told of it: its plugin acknowledges the call and goes on. But the call
 * is an HTTP/2 stream of this process, and Node announces those. Node versions without the channel
 * never announce any, and Ctrl-C then waits for the task, as without this.
 */
export function watchCancellation(): AbortSignal {
  const controller = new AbortController();
  subscribe("http2.server.stream.start", (message) => {
    const { headers } = message as { headers?: Readonly<Record<string, unknown>> };
    if (headers?.[":path"] === CANCEL_PATH) controller.abort();
  });
  return controller.signal;
}
