// The waiter of the AWS SDK with its defaults. A longest wait must be given: twice what any task
// takes, so that it never gives up early.
import { type LoadPeer, type Method, playTogether } from "./method.ts";

interface Smithy {
  readonly createWaiter: (
    options: { client: object; maxWaitTime: number },
    input: object,
    check: () => Promise<WaiterResult>,
  ) => Promise<WaiterResult>;
}

interface WaiterResult {
  readonly state: string;
  readonly reason?: unknown;
}

const MAX_WAIT_S = 7_200;

export function makeSmithy(load: LoadPeer): Method {
  const { createWaiter } = load("@smithy/core/client") as Smithy;
  return playTogether({
    name: "smithy util-waiter",
    wait: async (isRunning) => {
      const { state } = await createWaiter({ client: {}, maxWaitTime: MAX_WAIT_S }, {}, () =>
        Promise.resolve(
          isRunning()
            ? { state: "RETRY", reason: { message: "running" } }
            : { state: "SUCCESS", reason: { message: "done" } },
        ),
      );
      if (state !== "SUCCESS") throw new Error(`the waiter ended with ${state}`);
    },
  });
}
