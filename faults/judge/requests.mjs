import { MOST_BYTES } from "../stagedFetch.mjs";
import {
  BUDGET_WINDOW_MS,
  honoured,
  PAUSE_MS,
  REQUESTS_PER_SECOND,
  SECOND,
  SLACK_MS,
} from "./limits.mjs";

/** What is wrong with when, and how often, the service was asked. */
export function judgeRequests(stage, waits) {
  const { log } = stage;
  const found = [];
  const hosts = Map.groupBy(log.entries, ({ host }) => host);
  for (const entries of hosts.values()) {
    found.push(...tooEarly(stage, entries, waits), ...tooMany(stage, entries));
  }
  const bytes = Math.max(0, ...log.entries.map((entry) => entry.bytes ?? 0));
  if (bytes > MOST_BYTES) found.push({ kind: "read too much", detail: `${bytes} bytes` });
  return found;
}

/** Whoever is asked to wait makes no request on this host before, but for the last one of a wait. */
function tooEarly({ plan }, entries, waits) {
  const isLast = ({ at }) => waits.some(({ deadline }) => Math.abs(deadline - at) < SLACK_MS);
  const isOfLaterProcess = (one, other) =>
    (plan.ups || plan.subject === "two runs") && one.client !== other.client;
  for (const answer of entries) {
    const ms = Math.max(honoured(answer), answer.kind?.startsWith("429") ? PAUSE_MS : 0);
    if (ms === 0 || answer.isBroken || answer.ended === undefined) continue;
    const next = entries.find(
      (entry) =>
        entry.begun > answer.ended &&
        entry.at < answer.endedAt + ms - Math.min(SLACK_MS, ms / 10) &&
        !isLast(entry) &&
        !isOfLaterProcess(entry, answer),
    );
    if (!next) continue;
    const gap = Math.round(next.at - answer.endedAt);
    return [{ kind: "asked too early", detail: `${answer.kind}, ${next.path} after ${gap} ms` }];
  }
  return [];
}

/** In any ten seconds a host gets at most ten times its budget, lists and look-ups counted. */
function tooMany({ plan }, entries) {
  const times = entries.map(({ at, client }) => ({ at, client })).sort((a, b) => a.at - b.at);
  const joined = new Map();
  for (const { at, client } of times) if (!joined.has(client)) joined.set(client, at);
  for (const [index, { at }] of times.entries()) {
    const count = times.slice(index).filter((one) => one.at < at + BUDGET_WINDOW_MS).length;
    const rates = [...joined].map(([client, since]) =>
      since <= at || joined.size === 1
        ? (plan.clients[client]?.requestsPerSecond ?? REQUESTS_PER_SECOND)
        : Infinity,
    );
    const most = (Math.min(...rates) * BUDGET_WINDOW_MS) / SECOND;
    if (count > most) {
      const detail = `${count} requests in ten seconds, ${most} allowed`;
      return [{ kind: "budget exceeded", detail }];
    }
  }
  return [];
}
