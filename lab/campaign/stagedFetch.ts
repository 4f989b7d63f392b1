import { pathOf, taskIdOf } from "./paths.ts";
import type { Entry } from "./requestLog.ts";
import type { Stage } from "./stage.ts";
import { outOfRun, realFetch } from "./virtualWorld.ts";

/** Tells the proxy which entry of the log a request is. It is not signed, and goes no further. */
export const ENTRY_HEADER = "x-campaign-entry";

/** The most that a client may read of one answer, in bytes. */
export const MOST_BYTES = 8 * 1024 * 1024;

type Fetch = typeof globalThis.fetch;
type End = (how?: { readonly isBroken?: boolean }) => void;

/**
 * Node passes an abort on to a copy of a request only as long as something else holds the copy. Only
 * the copies that are made here are kept: what becomes of the client's own is for the client to see to.
 */
const copies = new Set<Request>();

/** A `fetch` of one client over real sockets, which holds the run's time while it is on its way. */
export function stagedFetch(stage: Stage, client: number | string): Fetch {
  return async (input, init) => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    const { origin: host, pathname, search } = new URL(request.url);
    const entry = stage.begin({ path: pathOf(pathname), taskId: taskIdOf(pathname), host, client });
    let copy: Request | undefined;
    const end = endingOf(stage, entry, () => {
      if (copy) copies.delete(copy);
    });
    try {
      const target = stage.targetOf(entry);
      const sent = target ? new Request(`${target}${pathname}${search}`, request) : request;
      if (sent !== input) copies.add((copy = sent));
      sent.headers.set(ENTRY_HEADER, String(stage.log.entries.indexOf(entry)));
      const response = await realFetch(sent);
      if (response.body) countBody(response, { entry, end, body: response.body });
      else end();
      return response;
    } catch (error) {
      end({ isBroken: true });
      throw error;
    }
  };
}

/** Holds the time, and gives what ends that and the request. */
function endingOf(stage: Stage, entry: Entry, forget: () => void): End {
  const release = stage.clock.hold();
  // A request that hangs lets the time go on before it ends.
  entry.letGo = release;
  return ({ isBroken = false } = {}) => {
    const isReadable = ["true", "untrue", undefined].includes(entry.class);
    // What its own client has given up was no answer, whatever was on its way.
    if (isBroken && isReadable) Object.assign(entry, { class: "trouble", isBroken });
    stage.log.end(entry, stage.clock.now());
    forget();
    release();
  };
}

interface CountedBody {
  readonly entry: Entry;
  readonly end: End;
  readonly body: ReadableStream<Uint8Array>;
}

/** Counts what the client reads of the body, and ends the request with it. */
function countBody(response: Response, { entry, end, body }: CountedBody): void {
  const chunks = body[Symbol.asyncIterator]();
  const count = async function* () {
    let bytes = 0;
    let isWhole = false;
    try {
      for (;;) {
        const { done, value } = await outOfRun(() => chunks.next());
        if (done) break;
        bytes += value.byteLength;
        entry.bytes = bytes;
        yield value;
      }
      isWhole = true;
    } finally {
      end({ isBroken: !isWhole });
      if (!isWhole) outOfRun(() => chunks.return?.())?.catch(() => undefined);
    }
  };
  Object.defineProperty(response, "body", { value: ReadableStream.from(count()) });
}
