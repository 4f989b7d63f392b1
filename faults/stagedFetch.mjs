import { pathOf } from "./paths.mjs";

/** A `fetch` over real sockets that holds the run's time while a request is on its way. */
export function stagedFetch(stage) {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const entry = stage.begin(pathOf(pathname));
    const release = stage.clock.hold();
    const failed = () => {
      if (entry.hangs) stage.costTimeout();
      // A request that its own client has given up was no answer, whatever was on its way.
      if (entry.class !== "notFound" && entry.class !== "refused") entry.class = "trouble";
      entry.at = stage.clock.now();
      release();
    };
    try {
      const target = stage.targetOf(entry);
      const sent = target ? new Request(`${target}${pathname}`, request) : request;
      const response = await globalThis.fetch(sent);
      if (!response.body) release();
      else countBody(response, { entry, release, failed });
      return response;
    } catch (error) {
      failed();
      throw error;
    }
  };
}

/** The most that a client may read of one answer, in bytes. */
export const MOST_BYTES = 8 * 1024 * 1024;

function countBody(response, { entry, release, failed }) {
  const { body } = response;
  const counted = {
    async *[Symbol.asyncIterator]() {
      let isWhole = false;
      entry.bytes = 0;
      try {
        for await (const chunk of body) {
          entry.bytes += chunk.byteLength;
          yield chunk;
        }
        isWhole = true;
      } finally {
        if (isWhole) release();
        else failed();
      }
    },
  };
  Object.defineProperty(response, "body", { value: counted });
}
