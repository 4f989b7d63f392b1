import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type EngineAddress, findEngine } from "./engineAddress";

/** Gap between two checks whether the engine still listens, in milliseconds. */
const CHECK_MS = 2_000;

/** What a test replaces. */
export interface OrphanOptions {
  readonly engine?: EngineAddress | undefined;
  readonly checkMs?: number;
  readonly exit?: () => void;
}

/**
 * Ends this process if the engine that closed its connection is gone. An engine that was killed, or
 * whose terminal was closed, does not end its plugins, which would stay for ever. An idle engine still
 * listens, and connects again when it has work.
 */
export async function endIfOrphaned(
  isConnected: () => boolean,
  { engine = findEngine(), checkMs = CHECK_MS, exit = () => process.exit() }: OrphanOptions = {},
): Promise<void> {
  if (!engine) return;
  while (!isConnected()) {
    await sleep(checkMs, undefined, { ref: false });
    if (!isConnected() && (await isRefused(engine))) {
      exit();
      return;
    }
  }
}

function isRefused(engine: EngineAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(engine, () => {
      socket.destroy();
      resolve(false);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "ECONNREFUSED");
    });
  });
}
