import { DcsError, isDcsError } from "../../src/errors";
import type { TaskProgress } from "../../src/taskProgress";
import { waitForTask } from "../../src/wait/waitForTask";
import type { WaitForTaskOptions } from "../../src/wait/waitOptions";
import { broken, running, scriptedPoll, settling, step } from "../support/scriptedPoll";
import { naiveClock } from "../support/virtualClock";

const forbidden = new DcsError("FORBIDDEN", "not allowed", { status: 403 });
const unreadable = new DcsError("MALFORMED_RESPONSE", "neither progress nor steps", {
  status: 200,
});

const notFound = new DcsError("NOT_FOUND", "no such task", {
  status: 404,
  serviceCode: "DCS.4001",
});
const busy = new DcsError("SERVICE_ERROR", "busy", { status: 503, serviceCode: "DCS.5000" });

const views = {
  running: running(40),
  "99, all finished": { progress: 99, stepDetails: [step("FINISH")] },
  "100, no step": { progress: 100, stepDetails: [] },
  "100, unsettled": settling,
  "failed step": broken,
  "failed sub-step": { progress: 45, stepDetails: [step("FINISH", "CANCELED", "FINISH")] },
  unreadable,
  "not found": notFound,
  "bad id": new DcsError("INVALID_INPUT", "bad id", { status: 400, serviceCode: "DCS.4070" }),
  unavailable: busy,
  "not found, 503": [notFound, busy],
  "unsettled, 503": [settling, busy],
  refused: forbidden,
};
const lists = {
  running: ["running"],
  succeeded: ["succeeded"],
  failed: ["failed"],
  "unknown once": ["unknown", "running"],
  unknown: ["unknown"],
  unreadable: [unreadable],
  refused: [forbidden],
};
const sights = ["never", "now", "earlier"] as const;

/**
 * How a wait of 15 minutes ends; after how many queries for the progress and of the list; and how
 * long after the first answer of this kind. Of a time-out only the queries of the list.
 */
async function play(
  view: unknown,
  words: readonly unknown[],
  sight: (typeof sights)[number],
): Promise<string> {
  const clock = naiveClock();
  const next = inTurn([view].flat());
  const script = scriptedPoll(clock, sight === "now" ? [running(40), next] : [next]);
  const list = scriptedPoll(clock, words);
  const seen: TaskProgress | undefined = sight === "earlier" ? running(30) : undefined;
  const ended = await waitForTask({
    poll: script.poll,
    confirm: list.poll as unknown as WaitForTaskOptions["confirm"],
    ...{ seen, clock, random: () => 0.5, timeoutMs: 900_000 },
  }).then(
    ({ outcome }) => outcome,
    (error: unknown) => (isDcsError(error) ? error.code : String(error)),
  );
  const [asked, listed] = [script.askedAt.length, list.askedAt.length];
  if (ended === "timedOut") return `timedOut ${listed}`;
  const first = script.askedAt[sight === "now" ? 1 : 0] ?? 0;
  return `${ended} ${asked}+${listed} ${Math.round((clock.now() - first) / 1000)}s`;
}

/** Gives these answers one after the other, and again from the first. */
function inTurn(answers: readonly unknown[]): () => unknown {
  let given = 0;
  return () => {
    const answer = answers[given % answers.length];
    given += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

const table = `
  progress         | list         | never seen                 | seen now                      | seen by an earlier run
  running          | running      | timedOut 1                 | timedOut 1                    | timedOut 1
  running          | succeeded    | succeeded 28+1 900s        | succeeded 28+1 895s           | succeeded 28+1 900s
  running          | failed       | failed 28+1 900s           | failed 28+1 895s              | failed 28+1 900s
  running          | unknown once | timedOut 1                 | timedOut 1                    | timedOut 1
  running          | unknown      | timedOut 1                 | timedOut 1                    | timedOut 1
  running          | unreadable   | timedOut 1                 | timedOut 1                    | timedOut 1
  running          | refused      | timedOut 1                 | timedOut 1                    | timedOut 1
  99, all finished | running      | timedOut 46                | timedOut 46                   | timedOut 46
  99, all finished | succeeded    | succeeded 1+1 0s           | succeeded 2+1 0s              | succeeded 1+1 0s
  99, all finished | failed       | failed 1+1 0s              | failed 2+1 0s                 | failed 1+1 0s
  99, all finished | unknown once | timedOut 46                | timedOut 46                   | timedOut 46
  99, all finished | unknown      | timedOut 46                | timedOut 46                   | timedOut 46
  99, all finished | unreadable   | timedOut 46                | timedOut 46                   | timedOut 46
  99, all finished | refused      | timedOut 6                 | timedOut 6                    | timedOut 6
  100, no step     | running      | timedOut 46                | timedOut 46                   | timedOut 46
  100, no step     | succeeded    | succeeded 1+1 0s           | succeeded 2+1 0s              | succeeded 1+1 0s
  100, no step     | failed       | failed 1+1 0s              | failed 2+1 0s                 | failed 1+1 0s
  100, no step     | unknown once | timedOut 46                | timedOut 46                   | timedOut 46
  100, no step     | unknown      | timedOut 46                | timedOut 46                   | timedOut 46
  100, no step     | unreadable   | timedOut 46                | timedOut 46                   | timedOut 46
  100, no step     | refused      | timedOut 6                 | timedOut 6                    | timedOut 6
  100, unsettled   | running      | timedOut 45                | timedOut 45                   | timedOut 45
  100, unsettled   | succeeded    | succeeded 5+1 20s          | succeeded 5+1 20s             | succeeded 5+1 20s
  100, unsettled   | failed       | failed 5+1 20s             | failed 5+1 20s                | failed 5+1 20s
  100, unsettled   | unknown once | timedOut 45                | timedOut 45                   | timedOut 45
  100, unsettled   | unknown      | timedOut 45                | timedOut 45                   | timedOut 45
  100, unsettled   | unreadable   | timedOut 45                | timedOut 45                   | timedOut 45
  100, unsettled   | refused      | timedOut 6                 | timedOut 6                    | timedOut 6
  failed step      | whatever     | failed 1+0 0s              | failed 2+0 0s                 | failed 1+0 0s
  failed sub-step  | running      | timedOut 46                | timedOut 46                   | timedOut 46
  failed sub-step  | succeeded    | succeeded 1+1 0s           | succeeded 2+1 0s              | succeeded 1+1 0s
  failed sub-step  | failed       | failed 1+1 0s              | failed 2+1 0s                 | failed 1+1 0s
  failed sub-step  | unknown once | timedOut 46                | timedOut 46                   | timedOut 46
  failed sub-step  | unknown      | timedOut 46                | timedOut 46                   | timedOut 46
  failed sub-step  | unreadable   | timedOut 46                | timedOut 46                   | timedOut 46
  failed sub-step  | refused      | timedOut 6                 | timedOut 6                    | timedOut 6
  unreadable       | running      | timedOut 17                | timedOut 17                   | timedOut 17
  unreadable       | succeeded    | succeeded 5+1 15s          | succeeded 6+1 15s             | succeeded 5+1 15s
  unreadable       | failed       | failed 5+1 15s             | failed 6+1 15s                | failed 5+1 15s
  unreadable       | unknown once | timedOut 17                | timedOut 17                   | timedOut 17
  unreadable       | unknown      | MALFORMED_RESPONSE 7+2 63s | MALFORMED_RESPONSE 18+12 651s | MALFORMED_RESPONSE 17+12 651s
  unreadable       | unreadable   | MALFORMED_RESPONSE 7+2 63s | MALFORMED_RESPONSE 18+12 651s | MALFORMED_RESPONSE 7+2 63s
  unreadable       | refused      | MALFORMED_RESPONSE 7+2 63s | MALFORMED_RESPONSE 18+12 651s | MALFORMED_RESPONSE 7+2 63s
  not found        | running      | timedOut 18                | timedOut 19                   | timedOut 19
  not found        | succeeded    | succeeded 5+1 10s          | succeeded 3+1 1s              | succeeded 2+1 1s
  not found        | failed       | failed 5+1 10s             | failed 3+1 1s                 | failed 2+1 1s
  not found        | unknown once | timedOut 17                | timedOut 19                   | timedOut 19
  not found        | unknown      | NOT_FOUND 7+2 30s          | lost 6+2 11s                  | lost 5+2 11s
  not found        | unreadable   | NOT_FOUND 17+12 646s       | NOT_FOUND 18+14 651s          | NOT_FOUND 17+14 651s
  not found        | refused      | NOT_FOUND 7+2 30s          | lost 8+4 31s                  | lost 7+4 31s
  bad id           | running      | timedOut 19                | timedOut 19                   | timedOut 19
  bad id           | succeeded    | succeeded 1+1 0s           | succeeded 2+1 0s              | succeeded 1+1 0s
  bad id           | failed       | failed 1+1 0s              | failed 2+1 0s                 | failed 1+1 0s
  bad id           | unknown once | timedOut 19                | timedOut 19                   | timedOut 19
  bad id           | unknown      | INVALID_INPUT 7+4 30s      | INVALID_INPUT 6+2 10s         | INVALID_INPUT 5+2 10s
  bad id           | unreadable   | INVALID_INPUT 17+14 651s   | INVALID_INPUT 18+14 651s      | INVALID_INPUT 17+14 651s
  bad id           | refused      | INVALID_INPUT 7+4 30s      | INVALID_INPUT 8+4 30s         | INVALID_INPUT 7+4 30s
  unavailable      | running      | timedOut 2                 | timedOut 2                    | timedOut 2
  unavailable      | succeeded    | succeeded 17+1 651s        | succeeded 18+1 651s           | succeeded 17+1 651s
  unavailable      | failed       | failed 17+1 651s           | failed 18+1 651s              | failed 17+1 651s
  unavailable      | unknown once | SERVICE_ERROR 17+1 651s    | SERVICE_ERROR 18+1 651s       | SERVICE_ERROR 17+1 651s
  unavailable      | unknown      | SERVICE_ERROR 17+1 651s    | SERVICE_ERROR 18+1 651s       | SERVICE_ERROR 17+1 651s
  unavailable      | unreadable   | SERVICE_ERROR 17+1 651s    | SERVICE_ERROR 18+1 651s       | SERVICE_ERROR 17+1 651s
  unavailable      | refused      | SERVICE_ERROR 17+1 651s    | SERVICE_ERROR 18+1 651s       | SERVICE_ERROR 17+1 651s
  not found, 503   | running      | timedOut 10                | timedOut 11                   | timedOut 11
  not found, 503   | succeeded    | succeeded 5+1 15s          | succeeded 4+1 3s              | succeeded 3+1 3s
  not found, 503   | failed       | failed 5+1 15s             | failed 4+1 3s                 | failed 3+1 3s
  not found, 503   | unknown once | timedOut 10                | timedOut 11                   | timedOut 11
  not found, 503   | unknown      | NOT_FOUND 9+3 142s         | lost 6+2 15s                  | lost 5+2 15s
  not found, 503   | unreadable   | NOT_FOUND 17+7 651s        | NOT_FOUND 18+8 651s           | NOT_FOUND 17+8 651s
  not found, 503   | refused      | NOT_FOUND 9+3 142s         | NOT_FOUND 24+11 607s          | NOT_FOUND 23+11 607s
  unsettled, 503   | running      | timedOut 43                | timedOut 43                   | timedOut 43
  unsettled, 503   | succeeded    | succeeded 9+1 22s          | succeeded 8+1 21s             | succeeded 9+1 22s
  unsettled, 503   | failed       | failed 9+1 22s             | failed 8+1 21s                | failed 9+1 22s
  unsettled, 503   | unknown once | timedOut 43                | timedOut 43                   | timedOut 43
  unsettled, 503   | unknown      | timedOut 43                | timedOut 43                   | timedOut 43
  unsettled, 503   | unreadable   | timedOut 43                | timedOut 43                   | timedOut 43
  unsettled, 503   | refused      | timedOut 32                | timedOut 29                   | timedOut 32
  refused          | whatever     | FORBIDDEN 1+0 0s           | FORBIDDEN 2+0 0s              | FORBIDDEN 1+0 0s
`;
const rows = table
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .slice(1);

test("the table has every pair of what the two views can say", () => {
  const pairs = rows.map(([view, list]) => `${view ?? ""}/${list ?? ""}`);
  const all = Object.keys(views).flatMap((view) =>
    pairs.includes(`${view}/whatever`)
      ? [`${view}/whatever`]
      : Object.keys(lists).map((list) => `${view}/${list}`),
  );
  expect(pairs).toEqual(all);
});

test.each(rows)("progress: %s, list: %s", async (...[view, list, ...expected]) => {
  const said = new Map<string, unknown>(Object.entries(views)).get(view ?? "");
  for (const [name, words] of Object.entries(lists)) {
    if (list !== "whatever" && list !== name) continue;
    const played = [];
    for (const sight of sights) played.push(await play(said, words, sight));
    expect(played).toEqual(expected);
  }
});
