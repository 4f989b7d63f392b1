/** The state of a step that a line shows. */
export type LineState = "finished" | "running" | "failed" | "waiting" | "other";

interface Stated {
  readonly state: LineState;
}

/** The lines to show, in their order, and how many of each state are hidden. */
export interface Folded<T> {
  readonly shown: readonly T[];
  readonly hidden: ReadonlyMap<LineState, number>;
}

/** States that are shown before all others, the most important first. */
const important: readonly LineState[] = ["failed", "running", "other"];

/**
 * Selects the lines that fit into `room`: failed and running ones first, then their neighbours. If
 * lines are hidden and `room` is 2 or more, one line is left free for their counts.
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

/** The indexes of all lines, most important first. */
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
