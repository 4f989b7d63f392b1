import { isSameId } from "../../../src/client/tasks/sameId";

test.each<[string | undefined, string, boolean]>([
  ["8abf6e1e72c12e7c0172c15b508500aa", "8abf6e1e72c12e7c0172c15b508500aa", true],
  ["8abf6e1e-72c1-2e7c-0172-c15b508500aa", "8abf6e1e72c12e7c0172c15b508500aa", true],
  ["8ABF6E1E72C12E7C0172C15B508500AA", "8abf6e1e-72c1-2e7c-0172-c15b508500aa", true],
  ["8abf6e1e72c12e7c0172c15b508500ab", "8abf6e1e72c12e7c0172c15b508500aa", false],
  ["", "8abf6e1e72c12e7c0172c15b508500aa", false],
  [undefined, "8abf6e1e72c12e7c0172c15b508500aa", false],
])("%s is the same id as %s: %s", (one, other, expected) => {
  expect(isSameId(one, other)).toBe(expected);
});
