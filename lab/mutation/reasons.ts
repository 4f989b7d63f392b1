import type { Mutant } from "./report.ts";

const SAME = "It makes no difference: what stands around it comes to the same";
const BOUNDARY = "It differs at one exact value, or by a millisecond, only";
const WORK = "It saves work, and changes no result";
const WORDS = "It is a word of a message that no test reads";
const FIRST = "It is read once, by the first test that needs it, and the mutant comes too late";
const ODD = "It differs for what no service sends, and does no harm";
const GUARD = "It guards against what does not occur here";
const SINCE = "It is found by a test that was added after this was measured";
const ELSEWHERE = "It is found by tests that are left out here";

/**
 * Survivors that were left: the file's name, the function or a part of its name (empty for any), a
 * part of the replaced text, and the reason. Lines are not named, so that an edit elsewhere in the
 * file leaves the list right.
 */
type Reason = readonly [file: string, where: string, text: string, reason: string];

const reasons: readonly Reason[] = [
  ["clockSkew.ts", "clockSkewNote", "Math.abs(skewMs)", BOUNDARY],
  ["clockSkew.ts", "clockSkewNote", "skewMs > 0", SAME],
  ["clockSkew.ts", "", '""', SAME],
  ["createFetch.ts", "", "{", SAME],
  ["agencyCredentials.ts", "stsBody", '""', SAME],
  ["metadataCredentials.ts", "metadataCredentials", '"securitykey"', WORDS],
  ["metadataCredentials.ts", "metadataCredentials", '""', WORDS],
  ["metadataCredentials.ts", "metadataCredentials", "[]", SAME],
  ["metadataCredentials.ts", "", "{", SAME],
  ["renewCredentials.ts", "timeToKeep", "life <= 0", BOUNDARY],
  ["passwordCredentials.ts", "", "{", ELSEWHERE],
  ["retryAfter.ts", "retryAfterMs", '""', SAME],
  ["retryAfter.ts", "retryAfterMs", "?.trim()", SAME],
  ["retryAfter.ts", "retryAfterMs", "\\d{1,15}", ODD],
  ["retryAfter.ts", "retryAfterMs", "!text", SAME],
  ["serviceError.ts", "textOf", "body.slice", WORK],
  ["serviceError.ts", "remedy", "status >= 300", SAME],
  ["serviceError.ts", "", '""', SAME],
  ["serviceError.ts", "saysNotFound", "111400", ODD],
  ["serviceError.ts", "textOf", ".trim()", SAME],
  ["canonicalHeaders.ts", "canonicalHeaders", '""', SAME],
  ["canonicalQuery.ts", "", "SURROGATES", WORK],
  ["canonicalQuery.ts", "byBytes", "a < b", SAME],
  ["signRequest.ts", "headerPairs", "[]", SAME],
  ["findTasks.ts", "", '""', SAME],
  ["job.ts", "", "{", FIRST],
  ["projectIds.ts", "", "{", FIRST],
  ["projectId.ts", "findProjectId", "id !== undefined", SAME],
  ["waitForBackgroundTask.ts", "", "{ signal, retries: 0 }", ELSEWHERE],
  ["pollOnce.ts", "", '"malformed"', SAME],
  ["pollUntilFound.ts", "pollUntilFound", "leftMs >= 1", BOUNDARY],
  ["sharedTask.ts", "SharedTask.join", "this.#version - 1", SAME],
  ["waitForTask.ts", "waitForTask", "leftMs < 1", BOUNDARY],
  ["waitState.ts", "WaitState.#askList", '"running"', SAME],
  ["waitState.ts", "", "?.(", SAME],
  ["waitState.ts", "toSample", "remainTime", SAME],
  ["evidence.ts", "explainAsStall", "start + index", SINCE],
  ["evidence.ts", "", "Infinity", GUARD],
  ["outlook.ts", "", "-Infinity", GUARD],
  ["outlook.ts", "forecast", "/ 2", SAME],
  ["sample.ts", "", "?.at", SAME],
  ["sample.ts", "leastTelling", "now - at + 1", BOUNDARY],
];

/** Why a survivor was left: a heading of docs/mutation.md. */
export function reasonOf({ file, where, original }: Mutant): string | undefined {
  const found = reasons.find(
    ([name, inside, text]) =>
      file.endsWith(`/${name}`) && where.includes(inside) && original.includes(text),
  );
  return found?.[3];
}
