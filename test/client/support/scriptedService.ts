import { DcsClient } from "../../../src/client";
import { keys } from "./clients";

/** A service without sockets that answers by a script. */
export interface ScriptedService {
  readonly client: DcsClient;
  /** What was asked for, one after the other: `progress`, `tasks`, or a job's id. */
  readonly asked: readonly string[];
}

/** An answer's body, and in `http` its status. Default 200. */
export type ScriptedAnswer = Readonly<Record<string, unknown>>;

/** What the service answers where it is not asked for the progress. */
export interface OtherAnswers {
  /** Default: a list without a task. */
  readonly list?: ScriptedAnswer;
  readonly job?: ScriptedAnswer;
}

/** Gives the answers for the progress one after the other, the last one for ever. */
export function scriptedService(
  answers: readonly ScriptedAnswer[],
  { list = { tasks: [], task_count: 0 }, job = {} }: OtherAnswers = {},
): ScriptedService {
  const asked: string[] = [];
  let at = 0;
  const answerFor = (path: string): ScriptedAnswer => {
    if (path.includes("/jobs/")) return job;
    if (path.endsWith("/tasks")) return list;
    at += 1;
    return answers[Math.min(at, answers.length) - 1] ?? {};
  };
  const client = new DcsClient({
    region: "cn-north-4",
    projectId: "p",
    requestsPerSecond: 1_000,
    credentials: keys,
    fetch: (request) => {
      const { pathname } = new URL((request as Request).url);
      asked.push(pathname.split("/").at(-1) ?? "");
      const { http = 200, ...body } = answerFor(pathname);
      return Promise.resolve(Response.json(body, { status: Number(http) }));
    },
  });
  return { client, asked };
}
