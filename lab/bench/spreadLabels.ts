const LINE_HEIGHT = 15;

interface Group<Point> {
  readonly members: readonly Point[];
  /** Logarithm of the middle. */
  readonly centre: number;
}

/** The logarithmic axis that labels are put along. */
export interface Axis {
  readonly domain: readonly [number, number];
  /** In pixels. */
  readonly height: number;
}

/**
 * Adds to each point a place for its label on a logarithmic axis, `labelAt`, near its own value and
 * with a line's height between any two.
 */
export function spreadLabels<Point extends { readonly delay: number }>(
  points: readonly Point[],
  { domain: [low, high], height }: Axis,
): (Point & { labelAt: number })[] {
  const step = (Math.log(high / low) * LINE_HEIGHT) / height;
  const sorted = [...points].sort((one, other) => one.delay - other.delay);
  let groups: Group<Point>[] = [];
  for (const point of sorted) groups = mergeLast([...groups, groupOf([point])], step);
  return groups.flatMap(({ members, centre }) =>
    members.map((member, index) => ({
      ...member,
      labelAt: Math.exp(centre + (index - (members.length - 1) / 2) * step),
    })),
  );
}

/** Joins the last groups until they do not overlap. */
function mergeLast<Point extends { readonly delay: number }>(
  groups: Group<Point>[],
  step: number,
): Group<Point>[] {
  const [before, last] = groups.slice(-2);
  if (!before || !last || !overlap(before, last, step)) return groups;
  const merged = groupOf([...before.members, ...last.members]);
  return mergeLast([...groups.slice(0, -2), merged], step);
}

function groupOf<Point extends { readonly delay: number }>(
  members: readonly Point[],
): Group<Point> {
  const logs = members.map(({ delay }) => Math.log(delay));
  return { members, centre: logs.reduce((sum, log) => sum + log, 0) / logs.length };
}

function overlap(before: Group<unknown>, last: Group<unknown>, step: number): boolean {
  return last.centre - before.centre < ((before.members.length + last.members.length) / 2) * step;
}
