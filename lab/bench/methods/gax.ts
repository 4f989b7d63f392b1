// google-gax's `Operation` with its default back-off settings. Only the RPC itself is played.
import { type LoadPeer, type Method, playTogether } from "./method.ts";

interface Gax {
  readonly LongrunningDescriptor: new (client: object, ...decoders: Decoder[]) => object;
  createDefaultBackoffSettings(): object;
  operation(
    started: object,
    descriptor: object,
    backoff: object,
  ): { promise: () => Promise<unknown> };
}

type Decoder = (value: unknown) => unknown;

const running = { name: "operation", done: false };
const done = { name: "operation", done: true, result: "response", response: { value: {} } };

export function makeGax(load: LoadPeer): Method {
  const gax = load("google-gax") as Gax;
  const pass: Decoder = (value) => value;
  return playTogether({
    name: "google-gax",
    wait: async (isRunning) => {
      const client = {
        getOperationInternal: () => Promise.resolve([isRunning() ? { ...running } : { ...done }]),
      };
      const descriptor = new gax.LongrunningDescriptor(client, pass, pass);
      const backoff = gax.createDefaultBackoffSettings();
      await gax.operation({ ...running }, descriptor, backoff).promise();
    },
  });
}
