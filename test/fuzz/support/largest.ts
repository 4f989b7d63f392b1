/**
 * A program that feeds the largest input of a kind to the client or the scenario parser, and prints the
 * result: node --max-old-space-size=MB --require requireTs.js largest.ts KIND
 */
import { type DcsClient, isDcsError } from "../../../src/client";
import { MAX_BODY_BYTES } from "../../../src/client/http/boundedBody";
import { parseScenario } from "../../../src/simulator/scenarios/parseScenario";
import { clientOf, task } from "../../client/support/clients";

const once = { retries: 0 };

/** A text of `bytes` bytes: `unit` repeated between `head` and `tail`. */
function filled(head: string, unit: string, tail: string, bytes = MAX_BODY_BYTES): string {
  const count = Math.floor((bytes - head.length - tail.length + 1) / (unit.length + 1));
  return head + Array<string>(count).fill(unit).join(",") + tail;
}

const many = (count: number, unit: string) => Array<string>(count).fill(unit).join(",");
const show = (client: DcsClient) => client.showBackgroundTaskProgress(task, once);
const list = async (client: DcsClient) => {
  let count = 0;
  for await (const { id } of client.listBackgroundTasks(task, once)) count += id.length;
  return count;
};
const half = MAX_BODY_BYTES / 2;

/** The most expensive bodies for their size, by name: query, body and status. */
const kinds: Readonly<Record<string, [(client: DcsClient) => Promise<unknown>, string, number?]>> =
  {
    "steps without a field": [show, filled('{"step_details":[', "{}", "]}")],
    "sub-steps without a field": [
      show,
      filled('{"step_details":[{"sub_step_details":[', "{}", "]}]}"),
    ],
    "the most steps that are read": [
      show,
      `{"progress":5,"step_details":[${many(1_000, `{"step_name":"${"n".repeat(2_000)}"}`)}]}`,
    ],
    "the most tasks that are read": [
      list,
      `{"task_count":1000,"tasks":[${many(1_000, `{"id":"a","params":"${"p".repeat(2_000)}"}`)}]}`,
    ],
    "steps that are none": [show, filled('{"step_details":[', "0", "]}")],
    "texts that are none": [show, filled('{"step_details":[', '{"step_id":0,"step_name":0}', "]}")],
    "lists in lists": [show, "[".repeat(half) + "]".repeat(half)],
    "unknown fields": [
      show,
      `{${Array.from({ length: 150_000 }, (_, n) => `"k${n}":0`).join(",")}}`,
    ],
    "tasks with nothing but an id": [list, filled('{"tasks":[', '{"id":"a"}', "]}")],
    "tasks that are none": [list, filled('{"tasks":[', "0", "]}")],
    "projects that are none": [
      (client) => client.projectId(once),
      filled('{"projects":[', "0", "]}"),
    ],
    "an error of control characters": [show, "\u001b[".repeat(half), 500],
    "an error of opened tags": [show, "<title".repeat(MAX_BODY_BYTES / 6), 500],
    "an error in lists": [show, "[".repeat(half) + "]".repeat(half), 400],
  };

const kind = process.argv[2] ?? "";
const [ask, body, status = 200] = kinds[kind] ?? [];
void (ask && body !== undefined ? answer(ask, body, status) : readScenario()).then((outcome) => {
  console.log(outcome);
});

async function answer(
  ask: (client: DcsClient) => Promise<unknown>,
  body: string,
  status: number,
): Promise<string> {
  const fetch = () => Promise.resolve(new Response(body, { status }));
  const projectId = kind.startsWith("projects") ? undefined : "project1";
  const client = clientOf({ url: "https://dcs.example.com" }, { fetch, projectId });
  return ask(client).then(
    () => "read",
    (error: unknown) => (isDcsError(error) ? error.code : String(error)),
  );
}

function readScenario(): Promise<string> {
  try {
    parseScenario(JSON.parse(filled('{"name":"a","steps":[', "0", "]}", 500_000)), "file.json");
    return Promise.resolve("read");
  } catch (error) {
    return Promise.resolve(error instanceof Error ? error.name : String(error));
  }
}
