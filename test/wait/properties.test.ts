import fc from "fast-check";
import { DcsError, isDcsError } from "../../src/errors";
import type { Clock } from "../../src/wait/time/clock";
import { waitForTask } from "../../src/wait/waitForTask";
import type { TaskVerdict, WaitResult } from "../../src/waitResult";
import { scriptedPoll, type ScriptedPoll } from "../support/scriptedPoll";
import { virtualClocks } from "../support/virtualClock";

const word = fc.constantFrom("FINISH", "FAILED", "EXECUTING", "WAITING", "SUSPEND", "finish", "");
const mostlyHealthy = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("FINISH", "EXECUTING", "WAITING") },
  { weight: 1, arbitrary: word },
);
const step = fc.record({
  stepStatus: mostlyHealthy,
  subStepDetails: fc.array(fc.record({ subStepStatus: mostlyHealthy }), { maxLength: 2 }),
});
const oddNumber = fc.constantFrom(0, -1, 100, 101, NaN, Infinity, 1e308, Number.MIN_VALUE);
const answer = fc.record(
  {
    progress: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(100), oddNumber),
    remainTime: fc.oneof(fc.integer({ min: 0, max: 10_000 }), oddNumber),
    stepDetails: fc.array(step, { maxLength: 3 }),
  },
  { requiredKeys: ["progress", "stepDetails"] },
);
const error = fc
  .record({
    code: fc.constantFrom(
      "NETWORK",
      "THROTTLED",
      "SERVICE_ERROR",
      "NOT_FOUND",
      "MALFORMED_RESPONSE",
    ),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
  } as const)
  .map(({ code, ...details }) => new DcsError(code, "no", details));
const permanent = fc.constantFrom("UNAUTHORIZED", "FORBIDDEN", "INVALID_INPUT" as const);
const script = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: answer },
    { weight: 4, arbitrary: error },
    { weight: 1, arbitrary: permanent.map((code) => new DcsError(code, "no")) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, "100", { progress: 100 }) },
  ),
  { minLength: 1, maxLength: 12 },
);
const bounds = fc
  .tuple(fc.integer({ min: 1, max: 120_000 }), fc.integer({ min: 0, max: 120_000 }))
  .map(([minDelayMs, more]) => ({ minDelayMs, maxDelayMs: minDelayMs + more }));
const limits = bounds.chain((given) =>
  fc.record({
    bounds: fc.constant(given),
    // Not too many gaps long, or a play of them takes too long.
    timeoutMs: fc.integer({ min: 1, max: 60 * given.minDelayMs }),
  }),
);
const play = fc.record({
  script,
  limits,
  verdict: fc.constantFrom<TaskVerdict>("succeeded", "failed", "running", "unknown"),
  seed: fc.double({ min: 0, max: 1, noNaN: true }),
});

interface Played {
  readonly result: WaitResult | undefined;
  readonly thrown: unknown;
  readonly asked: ScriptedPoll;
  readonly confirmed: boolean;
}

type Play = typeof play extends fc.Arbitrary<infer T> ? T : never;

async function run(clock: Clock, { script, limits, verdict, seed }: Play): Promise<Played> {
  const asked = scriptedPoll(clock, script);
  const { bounds, timeoutMs } = limits;
  let confirmed = false;
  const confirm = () => {
    confirmed = true;
    return Promise.resolve(verdict);
  };
  const [settled] = await Promise.allSettled([
    waitForTask({ poll: asked.poll, clock, timeoutMs, ...bounds, confirm, random: () => seed }),
  ]);
  return settled.status === "fulfilled"
    ? { result: settled.value, thrown: undefined, asked, confirmed }
    : { result: undefined, thrown: settled.reason, asked, confirmed };
}

/** What the contract calls done, in words of its own. */
function isDone(value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof Error) return false;
  const { progress, stepDetails } = value as { progress?: unknown; stepDetails?: unknown };
  if (progress !== 100 || !Array.isArray(stepDetails) || stepDetails.length === 0) return false;
  return (stepDetails as { stepStatus: string }[]).every((one) => one.stepStatus === "FINISH");
}

function lastAnswer({ asked }: Played, { script }: Play): unknown {
  return script[Math.min(asked.askedAt.length, script.length) - 1];
}

describe.each(virtualClocks)("any script, by %s,", (_, createClock) => {
  const holds = (check: (played: Played, plan: Play) => void) =>
    fc.assert(
      fc.asyncProperty(play, async (plan) => {
        check(await run(createClock(), plan), plan);
      }),
      { numRuns: 60 },
    );

  it("ends with a result or an error of the family", async () => {
    await holds(({ result, thrown }) => {
      expect(result !== undefined || isDcsError(thrown)).toBe(true);
    });
  });

  it("ends in success only where an answer or the other source says so", async () => {
    await holds((played, plan) => {
      if (played.result?.outcome !== "succeeded") return;
      const said = played.result.decidedBy === "steps";
      if (said) expect(isDone(lastAnswer(played, plan))).toBe(true);
      else expect([played.confirmed, plan.verdict]).toEqual([true, "succeeded"]);
    });
  });

  it("is asked in gaps within the bounds, but for Retry-After and the deadline", async () => {
    await holds(({ asked }, { script, limits: { bounds, timeoutMs } }) => {
      for (const [index, gap] of asked.gaps().entries()) {
        const before = script[Math.min(index, script.length - 1)];
        const retryAfterMs = before instanceof DcsError ? (before.retryAfterMs ?? 0) : 0;
        const atDeadline = (asked.askedAt[index + 1] ?? 0) > timeoutMs - 1;
        if (!atDeadline) expect(gap).toBeGreaterThanOrEqual(bounds.minDelayMs - 1e-6);
        expect(gap).toBeLessThanOrEqual(Math.max(bounds.maxDelayMs, retryAfterMs) + 1e-6);
        if (!atDeadline) expect(gap).toBeGreaterThanOrEqual(retryAfterMs - 1e-6);
      }
    });
  });

  it("is never asked after the deadline, nor ends after it", async () => {
    await holds(({ asked, result }, { limits: { timeoutMs } }) => {
      expect(Math.max(...asked.askedAt)).toBeLessThanOrEqual(timeoutMs + 1e-6);
      expect(result?.elapsedMs ?? 0).toBeLessThanOrEqual(timeoutMs + 1e-6);
    });
  });

  it("is counted answer for answer", async () => {
    await holds(({ asked, result }) => {
      if (!result) return;
      const counts = Object.values(result.observed);
      expect(result.attempts).toBe(asked.askedAt.length);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(result.attempts);
    });
  });
});
