import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type EngineAddress, findEngine } from "./engineAddress";

/** How often it is looked whether the engine is still there, in milliseconds. */
const CHECK_MS = 2_000;

/** What a test does in another way. */
export interface OrphanOptions {
  readonly engine?: EngineAddress | undefined;
  readonly checkMs?: number;
  readonly exit?: () => void;
}

/**
 * Ends this process if the engine, whose connection was closed, is gone. One that was killed, or
 * whose terminal was closed, ends none of its plugins, and each would stay for ever with its memory.
 * An engine that was only idle still listens, and connects again when it has work.
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
