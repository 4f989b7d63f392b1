/** How a line of a list stands. */
export type LineState = "finished" | "running" | "failed" | "waiting" | "other";

interface Stated {
  readonly state: LineState;
}

/** The lines to show, in their order, and how many of each state are left out. */
export interface Folded<T> {
  readonly shown: readonly T[];
  readonly hidden: ReadonlyMap<LineState, number>;
}

/** What is never left out for anything else, the most important first. */
const important: readonly LineState[] = ["failed", "running", "other"];

/**
 * What of a list there is room for: what failed and what runs first, then what is next to it. Where
 * something is left out, one line of the room stays free to say so, if there are two.
 */
export function foldLines<T extends Stated>(lines: readonly T[], room: number): Folded<T> {
  if (lines.length <= room) return { shown: lines, hidden: new Map() };
  const kept = new Set(ranked(lines).slice(0, room > 1 ? room - 1 : room));
  const hidden = new Map<LineState, number>();
  for (const [index, { state }] of lines.entries()) {
    if (!kept.has(index)) hidden.set(state, (hidden.get(state) ?? 0) + 1);
  }
  return { shown: lines.filter((_, index) => kept.has(index)), hidden };
}

/** The indexes of all lines, the most important first. */
function ranked(lines: readonly Stated[]): number[] {
  const indexes = [...lines.keys()];
  const first = important.flatMap((wanted) =>
    indexes.filter((index) => lines[index]?.state === wanted),
  );
  const open = lines.findIndex(({ state }) => state !== "finished");
  const centres = first.length > 0 ? first : [open >= 0 ? open : lines.length - 1];
  const distance = (index: number) => Math.min(...centres.map((one) => Math.abs(one - index)));
  const near = indexes.toSorted((a, b) => distance(a) - distance(b));
  return [...new Set([...first, ...near])];
}
