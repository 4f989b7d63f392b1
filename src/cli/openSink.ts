import type { WriteStream } from "node:tty";
import type { TextSink } from "./cliIo";

/**
 * Wraps a standard stream so that `write` never throws. After the first error, such as a closed pipe
 * or a full disk, nothing more is written, and `lost` is aborted with that error.
 */
export function openSink(stream: WriteStream): TextSink {
  const lost = new AbortController();
  let written: Promise<void> = Promise.resolve();
  // Without a listener, an error of a standard stream ends the process with exit code 1.
  stream.on("error", (error) => {
    lost.abort(error);
  });
  return {
    lost: lost.signal,
    write(text) {
      if (lost.signal.aborted) return;
      written = new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error) lost.abort(error);
          resolve();
        });
      });
    },
    flushed: () => written,
    terminal: stream,
  };
}

/** Whether the stream failed because its reader closed it. */
export function isReaderGone(error: unknown): boolean {
  const gone: readonly unknown[] = ["EPIPE", "ECONNRESET"];
  return error instanceof Error && "code" in error && gone.includes(error.code);
}
