import {
  type DcsClient,
  findBackgroundTask,
  findBackgroundTasks,
  settleBackgroundTask,
  settleJob,
  waitForBackgroundTask,
  waitForJob,
  watchBackgroundTask,
} from "../../../src/client";
import { closeServers, serve } from "../support/answerServer";
import { ask, clientOf, task } from "../support/clients";

afterEach(closeServers);

/** As a program in JavaScript calls it, with anything. */
type Call = (client: DcsClient, ...rest: never[]) => unknown;

const ofTask = { good: task, argument: "task", example: "{ instanceId, taskId }" };
const ofJob = { good: { jobId: "j" }, argument: "job", example: "{ jobId }" };
const ofQuery = { good: { instanceId: "i" }, argument: "query", example: "{ instanceId }" };
const watch: typeof settleBackgroundTask = async (...args) => {
  await watchBackgroundTask(...args).next();
  throw new Error("was not refused");
};

describe.each<[name: string, call: Call, { good: object; argument: string; example: string }]>([
  ["waitForBackgroundTask", waitForBackgroundTask, ofTask],
  ["settleBackgroundTask", settleBackgroundTask, ofTask],
  ["watchBackgroundTask", watch, ofTask],
  ["waitForJob", waitForJob, ofJob],
  ["settleJob", settleJob, ofJob],
  ["findBackgroundTasks", findBackgroundTasks, ofQuery],
  ["findBackgroundTask", findBackgroundTask, ofQuery],
])("%s", (_, call, { good, argument, example }) => {
  const attempt = (...args: unknown[]) => Promise.resolve(Reflect.apply(call, undefined, args));

  it.each([undefined, null, 5, "task"])(`is refused with %p for the ${argument}`, async (value) => {
    const server = await serve();
    await expect(attempt(clientOf(server), value)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: argument,
      message: `"${argument}" must be an object such as ${example}`,
    });
    expect(server.requests).toEqual([]);
  });

  it.each([undefined, null, {}, 5])("is refused with %p for the client", async (client) => {
    await expect(attempt(client, good)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "client",
      message: '"client" must be a DcsClient',
    });
  });

  it.each([null, 5])("is refused with %p for the options", async (options) => {
    const server = await serve();
    await expect(attempt(clientOf(server), good, options)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "options",
    });
    expect(server.requests).toEqual([]);
  });
});

test.each([NaN, Infinity, 1e300, undefined])(
  "a clock that gives %p is refused before anything is signed",
  async (time) => {
    const server = await serve();
    await expect(ask(server, { now: () => time as number })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      property: "now",
      message: `"now" must return the time in milliseconds since 1970, not ${String(time)}`,
    });
    expect(server.requests).toEqual([]);
  },
);
