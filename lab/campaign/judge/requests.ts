import type { Plan } from "../plan/plan.ts";
import type { Entry } from "../requestLog.ts";
import { MOST_BYTES } from "../stagedFetch.ts";
import type { Finding } from "../told.ts";
import {
  BUDGET_WINDOW_MS,
  honoured,
  PAUSE_MS,
  REQUESTS_PER_SECOND,
  SECOND,
  SLACK_MS,
} from "./limits.ts";
import { processOf, type RunStage } from "./story.ts";

type Deadlines = readonly { readonly deadline: number }[];

/** What is wrong with when, and how often, the service was asked. */
export function judgeRequests({ log, plan }: RunStage, waits: Deadlines): Finding[] {
  const hosts = Map.groupBy(
    log.entries,
    (entry) => `${processOf(plan, entry)} ${entry.host ?? ""}`,
  );
  const bytes = Math.max(0, ...log.entries.map((entry) => entry.bytes ?? 0));
  return [
    ...[...hosts.values()].flatMap((entries) => [
      ...tooEarly(plan, entries, waits),
      ...tooMany(plan, entries),
    ]),
    ...(bytes > MOST_BYTES ? [{ kind: "read too much", detail: `${bytes} bytes` }] : []),
  ];
}

/** In a pause that a host asks for, nothing is asked there but the last query of a wait. */
function tooEarly(plan: Plan, entries: readonly Entry[], waits: Deadlines): Finding[] {
  const isLast = ({ at }: Entry) =>
    waits.some(({ deadline }) => Math.abs(deadline - at) < SLACK_MS);
  const areProcesses = plan.subject === "two runs";
  for (const answer of entries) {
    const ms = Math.max(honoured(answer), answer.kind?.startsWith("429") ? PAUSE_MS : 0);
    const { ended, endedAt = 0, kind = "" } = answer;
    if (ms === 0 || answer.isBroken || ended === undefined) continue;
    const next = entries.find(
      (entry) =>
        entry.begun > ended &&
        entry.at < endedAt + ms - Math.min(SLACK_MS, ms / 10) &&
        !isLast(entry) &&
        !(areProcesses && entry.client !== answer.client),
    );
    if (!next) continue;
    const gap = Math.round(next.at - endedAt);
    return [{ kind: "asked too early", detail: `${kind}, ${next.path} after ${gap} ms` }];
  }
  return [];
}

/** In any ten seconds a host gets at most ten times its budget, lists and look-ups counted. */
function tooMany(plan: Plan, entries: readonly Entry[]): Finding[] {
  const times = entries.toSorted((a, b) => a.at - b.at);
  const joined = new Map<Entry["client"], number>();
  for (const { at, client } of times) if (!joined.has(client)) joined.set(client, at);
  for (const [index, { at }] of times.entries()) {
    const count = times.slice(index).filter((one) => one.at < at + BUDGET_WINDOW_MS).length;
    const rates = [...joined].map(([client, since]) =>
      since <= at || joined.size === 1 ? rateOf(plan, client) : Infinity,
    );
    const most = (Math.min(...rates) * BUDGET_WINDOW_MS) / SECOND;
    if (count > most) {
      const detail = `${count} requests in ten seconds, ${most} allowed`;
      return [{ kind: "budget exceeded", detail }];
    }
  }
  return [];
}

function rateOf({ clients }: Plan, client: Entry["client"]): number {
  const planned = typeof client === "number" ? clients[client] : undefined;
  return planned?.requestsPerSecond ?? REQUESTS_PER_SECOND;
}
