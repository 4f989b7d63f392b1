import { functionAt } from "../../lab/mutation/functionAt";

const source = `const LIMIT = 5;
export class Budget {
  #left = LIMIT;
  constructor() { this.#left -= 1; }
  charge(now: number): boolean {
    const isOver = (ms: number) => ms > LIMIT;
    return isOver(now);
  }
}
export const twice = (n: number) => n * 2;
if (LIMIT > 4) twice(2);
function rest() { return 0; }
`;

test.each([
  ["LIMIT", "5;"],
  ["Budget.#left", "LIMIT;\n  constructor"],
  ["Budget.constructor", "-= 1"],
  ["Budget.charge", "ms > LIMIT"],
  ["twice", "n * 2"],
  ["", "LIMIT > 4"],
  ["rest", "return 0"],
])("names %p at %p, whatever stands before it", (name, text) => {
  for (const before of ["", "// A comment.\nconst other = 1;\n"]) {
    const lines = `${before}${source}`.split(text)[0]?.split("\n") ?? [];
    const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    expect(functionAt(`${before}${source}`, place)).toBe(name);
  }
});
