import { spawn } from "node:child_process";
import { getEventListeners } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, closeServers, eventually, serve } from "./support/answerServer";
import { ask, clientOf, task } from "./support/clients";
import type { OneQueryOptions } from "./support/oneQuery";

afterEach(closeServers);

/** Far below what a query would else wait for: a time-out of a minute or a pause of 9 s. */
const PROMPT_MS = 6_000;
const patient = { requestTimeoutMs: 60_000 };

const hang: Answer = () => undefined;
const aborted = {
  code: "ABORTED",
  message: expect.stringMatching(
    /^(ShowBackgroundTaskProgress \(GET \S+\)|the look-up of the project id) was aborted$/,
  ) as string,
};

describe("an aborted query", () => {
  it("is never sent when it was aborted before", async () => {
    const server = await serve();
    const signal = AbortSignal.abort();
    await expect(ask(server, {}, { signal })).rejects.toMatchObject(aborted);
    await expect(ask(server, { projectId: undefined }, { signal })).rejects.toMatchObject(aborted);
    expect(server.requests).toHaveLength(0);
  });

  it.each<[when: string, answer: Answer]>([
    ["before the answer", hang],
    ["in the middle of the body", (response) => void response.write('{"progress":')],
  ])("ends promptly %s and closes its connection", async (_, answer) => {
    const server = await serve(answer);
    const { signal, afterAbort } = abortSoon(() => server.requests.length === 1);
    await expect(ask(server, patient, { signal, retries: 2 })).rejects.toMatchObject(aborted);
    expect(afterAbort()).toBeLessThan(PROMPT_MS);
    expect(await eventually(() => server.closed() === 1)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it("ends promptly in the pause before another attempt", async () => {
    const server = await serve({ status: 503, headers: { "retry-after": "9" }, body: "" });
    const { signal, afterAbort } = abortSoon(() => server.requests.length === 1);
    await expect(ask(server, patient, { signal, retries: 2 })).rejects.toMatchObject(aborted);
    expect(afterAbort()).toBeLessThan(PROMPT_MS);
    expect(server.requests).toHaveLength(1);
  });

  it("ends promptly while credentials are looked for", async () => {
    const server = await serve();
    const { signal, afterAbort } = abortSoon();
    const credentials = (): Promise<undefined> => new Promise(() => undefined);
    await expect(ask(server, { ...patient, credentials }, { signal })).rejects.toMatchObject(
      aborted,
    );
    expect(afterAbort()).toBeLessThan(PROMPT_MS);
    expect(server.requests).toHaveLength(0);
  });

  it("ends promptly while IAM is asked for the project, and ends that request", async () => {
    const server = await serve(hang);
    const { signal, afterAbort } = abortSoon(() => server.requests.length === 1);
    const query = ask(server, { ...patient, projectId: undefined }, { signal });
    await expect(query).rejects.toMatchObject(aborted);
    expect(afterAbort()).toBeLessThan(PROMPT_MS);
    expect(await eventually(() => server.closed() === 1)).toBe(true);
  });

  it("does not end the look-up of a project that another query waits for", async () => {
    let isAsked = false;
    const { signal } = abortSoon(() => isAsked);
    const server = await serve(
      (response) => {
        isAsked = true;
        signal.addEventListener("abort", () => response.end('{"projects": [{"id": "p1"}]}'));
      },
      { body: { progress: 1 } },
    );
    const client = clientOf(server, { projectId: undefined });
    const [first, second] = await Promise.allSettled([
      client.showBackgroundTaskProgress(task, { signal }),
      client.showBackgroundTaskProgress(task),
    ]);
    expect(first).toMatchObject({ status: "rejected", reason: aborted });
    expect(second).toMatchObject({ status: "fulfilled", value: { progress: 1 } });
    expect(server.requests.map(({ url }) => url.split("/")[1])).toEqual(["v3", "v2"]);
  });

  it("does not spoil the look-up of the project for a later one", async () => {
    const server = await serve(
      hang,
      { body: { projects: [{ id: "p1" }] } },
      { body: { progress: 1 } },
    );
    const client = clientOf(server, { projectId: undefined });
    const { signal } = abortSoon(() => server.requests.length === 1);
    await expect(client.projectId({ signal })).rejects.toMatchObject(aborted);
    await expect(client.projectId()).resolves.toBe("p1");
  });

  it("leaves no listener on the signal, however it ends", async () => {
    const server = await serve(
      { body: { progress: 1 } },
      { status: 503, body: "" },
      { status: 400, body: "" },
    );
    const { signal } = new AbortController();
    await ask(server, {}, { signal });
    await expect(ask(server, {}, { signal, retries: 1 })).rejects.toThrow("400");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});

it.each<[what: string, answer: Answer, options: Omit<OneQueryOptions, "url">, outcome: string]>([
  ["had its answer", { body: { progress: 1 } }, patient, "OK"],
  ["aborted a query", hang, { ...patient, abortAfterMs: 100 }, "ABORTED"],
  ["met a time-out", hang, { requestTimeoutMs: 100 }, "NETWORK"],
])("a program that has %s ends by itself at once", async (_, answer, options, outcome) => {
  const server = await serve(answer);
  const { stdout, lingeredMs, exitCode } = await run({ url: server.url, ...options });
  expect(JSON.parse(stdout)).toEqual({ outcome, sockets: [] });
  expect(exitCode).toBe(0);
  // A timer that was left would keep it for a minute.
  expect(lingeredMs).toBeLessThan(15_000);
});

/** A signal that aborts 100 ms after `isTime`, and the milliseconds since then. */
function abortSoon(isTime = () => true): {
  readonly signal: AbortSignal;
  readonly afterAbort: () => number;
} {
  const controller = new AbortController();
  let at = Infinity;
  const abort = async (): Promise<void> => {
    await eventually(isTime);
    await sleep(100);
    at = performance.now();
    controller.abort();
  };
  void abort();
  return { signal: controller.signal, afterAbort: () => performance.now() - at };
}

/** Runs the program; `lingeredMs` is the time between its line and its end. */
function run(
  options: OneQueryOptions,
): Promise<{ stdout: string; lingeredMs: number; exitCode: number | null }> {
  const loader = join(__dirname, "..", "cli", "support", "requireTs.js");
  const program = join(__dirname, "support", "oneQuery.ts");
  const child = spawn(process.execPath, ["--require", loader, program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stdout = "";
  let printedAt = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    printedAt = performance.now();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      resolve({ stdout, lingeredMs: performance.now() - printedAt, exitCode });
    });
  });
}
