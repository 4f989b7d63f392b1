import fc from "fast-check";
import { isDcsError } from "../../../src/errors";

/** Multiplies the number of cases; `npm run fuzz` sets it. */
const factor = Number(process.env["FUZZ_FACTOR"] ?? 1);

/** Runs `check` on many inputs; also fails if the prototype of a built-in class was changed. */
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

/** The value, or `undefined` after a `DcsError`; any other error is rethrown. */
export function typed<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isDcsError(error)) return undefined;
    throw error;
  }
}

/** The same for a promise. */
export async function typedLater<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isDcsError(error)) return undefined;
    throw error;
  }
}

/** Control characters, characters that change the text direction, and lone surrogates. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Fails if a text for one line of a terminal contains such characters. */
export function expectHarmless(text: string): void {
  // The zero-width space is this package's own: it corrects the column count of Pulumi's table.
  expect(text.replaceAll("\u200b", "")).not.toMatch(obeyed);
}
