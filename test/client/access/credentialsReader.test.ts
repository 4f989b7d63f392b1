import { setTimeout as pass } from "node:timers/promises";
import { DcsError, type CredentialsProvider, type SourcedCredentials } from "../../../src/client";
import { closeServers, serve } from "../support/answerServer";
import { ask, clientOf, keys, task } from "../support/clients";

afterEach(closeServers);

const fine = { ...keys, source: "a test" };

test("a source that does not answer in time is named, and not the service, which was never asked", async () => {
  const server = await serve();
  const credentials = () => new Promise<undefined>(() => undefined);
  await expect(ask(server, { credentials, requestTimeoutMs: 150 })).rejects.toMatchObject({
    code: "NETWORK",
    message: expect.stringMatching(
      /^the credentials did not arrive within 0\.15 s, so ShowBackgroundTaskProgress .* was not sent;/,
    ) as string,
  });
  expect(server.requests).toHaveLength(0);
});

test("a refresh that does not answer in time names the source of the credentials that were refused", async () => {
  const server = await serve({ status: 401, body: "" });
  const credentials: CredentialsProvider = ({ refresh } = {}) =>
    refresh ? new Promise(() => undefined) : Promise.resolve(fine);
  await expect(ask(server, { credentials, requestTimeoutMs: 1_000 })).rejects.toThrow(
    /^the credentials from a test did not arrive within 1 s/,
  );
});

test("the time of the source is not that of the request", async () => {
  const server = await serve((response) => {
    setTimeout(() => response.end('{"progress": 1}'), 1_200);
  });
  const credentials = async () => {
    await pass(1_200);
    return fine;
  };
  // A busy machine may be late by what is left; not each of three times.
  const tries = [0, 500, 1_000].map(async (pauseMs) => {
    await pass(pauseMs);
    return ask(server, { credentials, requestTimeoutMs: 2_000 });
  });
  await expect(Promise.any(tries)).resolves.toMatchObject({ progress: 1 });
});

test("a source that was slow once is asked again by the next attempt", async () => {
  const server = await serve();
  let asked = 0;
  const credentials = () => {
    asked += 1;
    return asked === 1 ? new Promise<undefined>(() => undefined) : Promise.resolve(fine);
  };
  const query = ask(server, { credentials, requestTimeoutMs: 1_000 }, { retries: 1 });
  await expect(query).resolves.toMatchObject({ progress: 1 });
});

test.each<[what: string, given: unknown, property: string, message: RegExp]>([
  ["nothing", undefined, "credentials", /^no credentials/],
  ["null", null, "credentials", /^no credentials/],
  ["an empty object", {}, "credentials", /^no credentials/],
  ["a text", "AK:SK", "credentials", /returned a string instead of an object with "accessKey"/],
  ["a number", 5, "credentials", /returned a number/],
  ["half of a pair", { accessKey: "AK" }, "secretKey", /"secretKey" is missing in the function/],
  [
    "a key that is no text",
    { accessKey: 5, secretKey: "S" },
    "accessKey",
    /"accessKey" in the function/,
  ],
  ["a token that is no text", { authToken: {} }, "authToken", /"authToken" in the function/],
])("a function that gives %s is an error of its own, and nothing is sent", async (...row) => {
  const [, given, property, message] = row;
  const server = await serve();
  const credentials = () => Promise.resolve(given as SourcedCredentials);
  await expect(ask(server, { credentials })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    property,
    message: expect.stringMatching(message) as string,
  });
  expect(server.requests).toHaveLength(0);
});

test("what a function throws, at once or later, is thrown as it is", async () => {
  const server = await serve();
  const failure = new DcsError("NETWORK", "the vault is closed");
  const throwing: CredentialsProvider = () => {
    throw failure;
  };
  await expect(ask(server, { credentials: throwing })).rejects.toBe(failure);
  await expect(ask(server, { credentials: () => Promise.reject(failure) })).rejects.toBe(failure);
});

test("credentials are read once for a request that is not queued", async () => {
  const server = await serve();
  let asked = 0;
  const client = clientOf(server, {
    credentials: () => {
      asked += 1;
      return Promise.resolve(fine);
    },
  });
  for (let n = 1; n <= 3; n += 1) {
    await client.showBackgroundTaskProgress(task);
    expect(asked).toBe(n);
  }
});
