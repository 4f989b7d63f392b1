/** No step is longer, in milliseconds: what goes beyond it is a pause of the machine. */
const LONGEST_STEP_MS = 2;

let readAt = performance.now();
let passedMs = 0;

/**
 * Milliseconds in which this process could work. Unlike real time, they do not pass while a busy
 * machine holds the process up: a test then takes longer, but events keep their order. Server and
 * client of a test are in one process, so that the time is the same for both.
 */
export function steadyNow(): number {
  const now = performance.now();
  passedMs += Math.min(now - readAt, LONGEST_STEP_MS);
  readAt = now;
  return passedMs;
}

const begunAt = Date.now();

/** A wall clock, in milliseconds since 1970, that goes on with {@link steadyNow}. */
export const steadyDate = (): number => begunAt + steadyNow();

// The time goes on while the process waits, too.
const beat = setInterval(steadyNow, 1).unref();
afterAll(() => {
  clearInterval(beat);
});
