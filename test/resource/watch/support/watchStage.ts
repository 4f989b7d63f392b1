import { DcsClient } from "../../../../src/client";
import type { ResourceRow } from "../../../../src/resource/host/callContext";
import type { Host } from "../../../../src/resource/host/host";
import { parseInputs, withDefaults } from "../../../../src/resource/properties/completeInputs";
import { type OperationWatch, watchOperation } from "../../../../src/resource/watch/watchOperation";
import { keys } from "../../../client/support/clients";
import { VirtualClock } from "../../../support/virtualClock";

/** When the virtual time begins, in milliseconds since 1970. */
const EPOCH = Date.parse("2026-03-04T05:06:07.000Z");

/** One task of the instance; times in seconds from the beginning of the operation. */
export interface PlayedTask {
  readonly id: string;
  readonly name?: string;
  readonly createdAt: number;
  readonly endsAt: number;
  /** Since when the service lists it. Default: its creation. */
  readonly listedAt?: number;
  /** Its error code, if it fails. */
  readonly fails?: string;
}

/** What the service does instead of answering; `undefined`: it answers. */
type Trouble = (seconds: number) => Response | Error | undefined;

interface WatchStageOptions {
  readonly tasks?: readonly PlayedTask[];
  readonly trouble?: Trouble;
  /** Seconds by which the `Date` of an answer is behind, by the number of the answer from 1. */
  readonly dateLag?: (answer: number) => number;
  /** Over the defaults. */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** One request. */
interface Asked {
  /** Seconds since the beginning of the operation. */
  readonly at: number;
  /** `tasks`, or the id of the task whose progress was asked for. */
  readonly what: string;
}

/** A watch that has begun, in virtual time, over a service without sockets. */
export interface WatchStage {
  readonly clock: VirtualClock;
  readonly watch: OperationWatch;
  readonly asked: readonly Asked[];
  readonly shown: readonly string[];
  readonly kept: readonly string[];
  /** Seconds since the beginning. */
  seconds(): number;
  /** Lets time pass. */
  pass(seconds: number): Promise<void>;
  /** Ends the operation at this time, and gives the error of the watch; `undefined` if it succeeds. */
  finishAt(seconds: number): Promise<unknown>;
}

export function beginWatch(options: WatchStageOptions = {}): WatchStage {
  const clock = new VirtualClock();
  const seconds = () => clock.now() / 1000;
  const asked: Asked[] = [];
  const shown: string[] = [];
  const kept: string[] = [];
  const now = () => EPOCH + clock.now();
  const answer = serviceOf(options, seconds);
  const client = new DcsClient({
    region: "cn-north-4",
    projectId: "p",
    requestsPerSecond: 1_000,
    credentials: keys,
    now,
    fetch: (request) => {
      const parts = new URL((request as Request).url).pathname.split("/");
      const what = (parts.at(-1) === "tasks" ? parts.at(-1) : parts.at(-2)) ?? "";
      asked.push({ at: seconds(), what });
      const given = answer(what);
      if (given instanceof Error) return Promise.reject(given);
      const { dateLag = () => 0 } = options;
      const dateMs = now() - dateLag(asked.length) * 1000;
      given.headers.set("date", new Date(dateMs).toUTCString());
      return Promise.resolve(given);
    },
  });
  const row: ResourceRow = {
    show: (text) => shown.push(text),
    keep: (_severity, text) => kept.push(text),
    settled: () => Promise.resolve(),
  };
  const host: Host = {
    configuration: () => Promise.resolve(() => undefined),
    env: {},
    onTerminal: true,
    isUnknown: () => false,
    clock,
    now,
    runStartedAt: now,
  };
  const inputs = parseInputs(withDefaults({ instanceId: "i-1", ...options.inputs }));
  const context = { urn: "urn", timeouts: {}, row, cancelled: new AbortController().signal };
  const watch = watchOperation({ host, client, inputs, context });
  return {
    ...{ clock, watch, asked, shown, kept, seconds },
    pass: (more) => clock.sleep(more * 1000),
    finishAt: async (end) => {
      await clock.sleep(end * 1000 - clock.now());
      return watch.finish().then(
        () => undefined,
        (error: unknown) => error,
      );
    },
  };
}

/** Answers a question: `tasks`, or the id of a task. */
function serviceOf({ tasks = [], trouble }: WatchStageOptions, seconds: () => number) {
  return (what: string): Response | Error => {
    const now = seconds();
    const problem = trouble?.(now);
    if (problem) return problem;
    const listed = tasks.filter(({ createdAt, listedAt = createdAt }) => listedAt <= now);
    if (what === "tasks") {
      return Response.json({
        tasks: listed.map((task) => toSummary(task, now)),
        task_count: listed.length,
      });
    }
    const task = listed.find(({ id }) => id === what);
    return task ? Response.json(toProgress(task, now)) : Response.json({}, { status: 404 });
  };
}

function toSummary({ id, name = "EXTEND", createdAt, endsAt, fails }: PlayedTask, now: number) {
  const ended = fails === undefined ? "SUCCESS" : "FAILED";
  const iso = (at: number) => new Date(EPOCH + at * 1000).toISOString();
  return {
    ...{ id, name, status: now < endsAt ? "EXECUTING" : ended },
    created_at: iso(createdAt),
    updated_at: iso(Math.min(Math.max(now, createdAt), endsAt)),
  };
}

function toProgress({ createdAt, endsAt, fails }: PlayedTask, now: number) {
  const part = Math.min((now - createdAt) / (endsAt - createdAt), 1);
  const status = fails === undefined ? "FINISH" : "FAILED";
  const step = { step_name: "move", step_status: part < 1 ? "EXECUTING" : status };
  return {
    progress: Math.floor(fails === undefined ? part * 100 : part * 50),
    ...(part < 1 && { remain_time: Math.ceil(endsAt - now) }),
    step_details: [{ ...step, ...(part < 1 ? {} : fails && { error_code: fails }) }],
  };
}
