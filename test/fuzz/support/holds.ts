import fc from "fast-check";
import { isDcsError } from "../../../src/errors";

/** How many times more cases than in the gate; `npm run fuzz` sets it. */
const factor = Number(process.env["FUZZ_FACTOR"] ?? 1);

/** Whether `check` holds for every input, of so many in the gate. Nothing may change what all objects inherit. */
export async function holds<T>(
  input: fc.Arbitrary<T>,
  check: (input: T) => void | Promise<void>,
  runs = 300,
): Promise<void> {
  const before = inherited();
  await fc.assert(
    fc.asyncProperty(input, async (one) => {
      await check(one);
      expect(inherited()).toEqual(before);
    }),
    { numRuns: Math.ceil(runs * factor) },
  );
}

function inherited(): string[] {
  return [Object, Array, Function, String, Error].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  );
}

/** The value, or `undefined` after an error of the family; any other error is passed on. */
export function typed<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isDcsError(error)) return undefined;
    throw error;
  }
}

/** The same of what comes later. */
export async function typedLater<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isDcsError(error)) return undefined;
    throw error;
  }
}

/** What a terminal would obey, or what turns the reading direction; and half a character. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Fails when a text that is shown on one line of a terminal could do anything but be read. */
export function expectHarmless(text: string): void {
  // The zero-width space is ours: it makes the engine's table count the columns right.
  expect(text.replaceAll("\u200b", "")).not.toMatch(obeyed);
}
