import { pathOf, taskIdOf } from "./paths.mjs";
import { outOfRun, realFetch } from "./virtualWorld.mjs";

/** Tells the proxy which entry of the log a request is. It is not signed, and goes no further. */
export const ENTRY_HEADER = "x-campaign-entry";

/**
 * Node passes an abort on to a copy of a request only as long as something else holds the copy. Only
 * the copies that are made here are kept: what becomes of the client's own is for the client to see to.
 */
const copies = new Set();

/** A `fetch` of one client over real sockets, which holds the run's time while it is on its way. */
export function stagedFetch(stage, client) {
  return async (input, init) => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    const { origin, pathname, search } = new URL(request.url);
    const host = origin;
    const entry = stage.begin({ path: pathOf(pathname), taskId: taskIdOf(pathname), host, client });
    const end = endingOf(stage, entry);
    try {
      const target = stage.targetOf(entry);
      const sent = target ? new Request(`${target}${pathname}${search}`, request) : request;
      if (sent !== input) keep(entry, sent);
      sent.headers.set(ENTRY_HEADER, String(stage.log.entries.indexOf(entry)));
      const response = await realFetch(sent);
      if (!response.body) end();
      else countBody(response, entry, end);
      return response;
    } catch (error) {
      end({ isBroken: true });
      throw error;
    }
  };
}

/** Holds the time, and gives what ends that and the request. */
function endingOf(stage, entry) {
  const release = stage.clock.hold();
  // A request that hangs lets the time go on before it ends.
  entry.letGo = release;
  return ({ isBroken = false } = {}) => {
    const isReadable = [undefined, "true", "untrue"].includes(entry.class);
    // What its own client has given up was no answer, whatever was on its way.
    if (isBroken && isReadable) Object.assign(entry, { class: "trouble", isBroken });
    stage.log.end(entry, stage.clock.now());
    copies.delete(entry.copy);
    release();
  };
}

function keep(entry, copy) {
  entry.copy = copy;
  copies.add(copy);
}

/** The most that a client may read of one answer, in bytes. */
export const MOST_BYTES = 8 * 1024 * 1024;

function countBody(response, entry, end) {
  const chunks = response.body[Symbol.asyncIterator]();
  entry.bytes = 0;
  const counted = globalThis.ReadableStream.from(
    (async function* () {
      let isWhole = false;
      try {
        for (;;) {
          const { done, value } = await outOfRun(() => chunks.next());
          if (done) break;
          entry.bytes += value.byteLength;
          yield value;
        }
        isWhole = true;
      } finally {
        end({ isBroken: !isWhole });
        if (!isWhole) outOfRun(() => chunks.return()).catch(() => undefined);
      }
    })(),
  );
  Object.defineProperty(response, "body", { value: counted });
}
