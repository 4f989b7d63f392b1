import fc from "fast-check";
import { renderProgress } from "../../src/cli/renderProgress";
import { renderHtml } from "../../src/cli/report/renderHtml";
import { renderMermaid } from "../../src/cli/report/renderMermaid";
import { layOutChart } from "../../src/cli/report/timeChart";
import { parseTaskPage } from "../../src/client/answers/backgroundTasks";
import { parseJob } from "../../src/client/answers/job";
import { parseProjectIds } from "../../src/client/answers/projectIds";
import { parseTaskProgress } from "../../src/client/answers/taskProgress";
import { dcsErrorCodes, type DcsError, isDcsError } from "../../src/errors";
import { resultOf } from "../../src/resource/targets/targetState";
import { describeStep, renderStatusLine } from "../../src/display/statusLine";
import { renderStepTable } from "../../src/display/stepTable";
import { classify } from "../../src/wait/classify";
import { clientOf, task } from "../client/support/clients";
import sample from "../client/vectors/sampleAnswer.json";
import { hostileBody, hostileJson, mutated } from "./support/hostile";
import { expectHarmless, holds, typed } from "./support/holds";

const target = { taskId: "task" };
const list = {
  tasks: [
    { id: "8abf", name: "EXTEND", status: "SUCCESS", enable_show: true, details: { old: "4" } },
    { id: "8ac0", created_at: "2026-11-24T01:02:03.000Z", error_code: null, job_id: "ff80" },
  ],
};
const job = { job_id: "ff80", status: "SUCCESS", begin_time: "1700000000000", fail_resson: null };
const projects = { projects: [{ id: "2f6c7e34", name: "cn-north-4" }], links: {} };
const errorBodies = [
  { error_code: "DCS.4063", error_msg: "Invalid parameter.", error_ext_msg: null },
  { error: { code: 400, message: "Bad region.", title: "Bad Request" } },
  { error_msg: "Bad request", error_code: "APIGW.0104", request_id: "r-1" },
];

test("every invalid progress answer is a MALFORMED_RESPONSE", async () => {
  await holds(
    fc.oneof(mutated(sample), hostileJson),
    (answer) => {
      try {
        parseTaskProgress(answer);
      } catch (error) {
        expect(isDcsError(error, "MALFORMED_RESPONSE")).toBe(true);
      }
    },
    1_000,
  );
});

test("every parsed answer can be classified, shown and stored", async () => {
  await holds(
    fc.oneof({ weight: 4, arbitrary: mutated(sample) }, { weight: 1, arbitrary: hostileJson }),
    (value) => {
      const answer = typed(() => parseTaskProgress(value));
      if (!answer) return;
      const { stepDetails } = answer;
      expectHarmless(describeStep(stepDetails));
      expectHarmless(
        renderStatusLine({ percent: answer.progress ?? 0, answer, elapsedSeconds: 1 }),
      );
      renderStepTable(stepDetails).forEach(expectHarmless);
      const view = { percent: answer.progress ?? 0, answer, elapsedSeconds: 1 };
      const canvas = { columns: 80, rows: 50, paint: (_style: string, text: string) => text };
      renderProgress(view, canvas).forEach(expectHarmless);
      const chart = layOutChart({ title: "task", facts: [], stepDetails }, Date.UTC(2026, 0));
      renderHtml([chart]).split("\n").forEach(expectHarmless);
      renderMermaid([chart]).split("\n").forEach(expectHarmless);
      expect(classify(answer)).toMatch(/^(running|settling|unclear|succeeded|failed|malformed)$/);
      const stored = JSON.stringify(
        resultOf({ kind: "seen", target, status: "RUNNING", answer, attempts: 1 }),
      );
      expect(stored.isWellFormed()).toBe(true);
      expect(stored).not.toMatch(/\\ud[89a-f]/i);
    },
    1_000,
  );
});

test.each([
  ["the task list", list, parseTaskPage],
  ["a job", job, parseJob],
  ["projects", projects, parseProjectIds],
])("every invalid answer about %s is a typed error", async (_, good, parse) => {
  await holds(
    fc.oneof(mutated(good), hostileJson),
    (answer) => {
      const read = typed(() => parse(answer));
      // The result can be serialised, however deep the answer was.
      expect(() => JSON.stringify(read)).not.toThrow();
    },
    500,
  );
});

test("whatever bytes an answer has, a query fails only with a typed error on one harmless line", async () => {
  const body = hostileBody(
    fc.oneof(hostileJson, ...[sample, list, projects, ...errorBodies].map(mutated)),
  );
  const answer = fc.record({
    body,
    status: fc.oneof(
      { weight: 2, arbitrary: fc.constant(200) },
      fc.constantFrom(201, 302, 400, 401, 403, 404, 408, 429, 500, 503, 599),
    ),
    headers: fc.dictionary(
      fc.constantFrom("x-request-id", "retry-after", "date", "content-type", "x-iam-trace-id"),
      fc.oneof(
        fc.constantFrom("", "9".repeat(400), "-1", "1e9", "Thu, 01 Jan 1970 00:00:00 GMT"),
        // Headers can contain any byte, including the control characters 0x80 to 0x9f.
        fc.string({ unit: fc.integer({ min: 32, max: 255 }).map((c) => String.fromCharCode(c)) }),
      ),
    ),
  });
  await holds(
    answer,
    async ({ body, status, headers }) => {
      // Replaces the socket: the client only sees a Response anyway.
      const fetch = () => Promise.resolve(new Response(new Uint8Array(body), { status, headers }));
      for (const ask of queries(fetch)) {
        const error = await ask().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) expectTyped(error);
      }
    },
    150,
  );
});

function queries(fetch: typeof globalThis.fetch): (() => Promise<unknown>)[] {
  const server = { url: "https://dcs.example.com" };
  // One client per query, because a rejected key is not used again.
  const make = (projectId: string | undefined = "project1") =>
    clientOf(server, { fetch, projectId });
  const once = { retries: 0 };
  return [
    () => make().showBackgroundTaskProgress(task, once),
    () => make().showJob({ jobId: "job1" }, once),
    () => readAll(make().listBackgroundTasks(task, once)),
    () => clientOf(server, { fetch, projectId: undefined }).projectId(once),
  ];
}

async function readAll(tasks: AsyncIterable<unknown>): Promise<void> {
  for await (const one of tasks) JSON.stringify(one);
}

function expectTyped(error: unknown): void {
  if (!isDcsError(error)) throw error;
  const { code, message, serviceCode = "", requestId = "" }: DcsError = error;
  expect(dcsErrorCodes).toContain(code);
  for (const text of [message, serviceCode, requestId]) expectHarmless(text);
  expect(message.length).toBeLessThan(3_000);
}
