// @azure/core-lro with its defaults. The HTTP exchange is played: 202 with an operation location
// for the request that starts the task (not counted), then the status. No Retry-After is sent,
// since DCS sends none.
import { type LoadPeer, type Method, playTogether } from "./method.ts";

interface CoreLro {
  readonly createHttpPoller: (operation: {
    sendInitialRequest: () => Promise<unknown>;
    sendPollRequest: () => Promise<unknown>;
  }) => { pollUntilDone: () => Promise<unknown> };
}

interface Answer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const request = { method: "POST", url: "https://service.test/tasks" };
const location = "https://service.test/operations/1";

export function makeCoreLro(load: LoadPeer): Method {
  const { createHttpPoller } = load("@azure/core-lro") as CoreLro;
  return playTogether({
    name: "@azure/core-lro",
    wait: async (isRunning) => {
      const poller = createHttpPoller({
        sendInitialRequest: () =>
          answer({ statusCode: 202, headers: { "operation-location": location } }),
        sendPollRequest: () =>
          answer({ statusCode: 200, body: { status: isRunning() ? "Running" : "Succeeded" } }),
      });
      await poller.pollUntilDone();
    },
  });
}

function answer({ statusCode, headers = {}, body = {} }: Answer): Promise<unknown> {
  return Promise.resolve({
    flatResponse: body,
    rawResponse: { statusCode, headers, body, request },
  });
}
