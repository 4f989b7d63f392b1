const LINE_HEIGHT = 15;

/**
 * Adds to each point a place for its label on a logarithmic axis, `labelAt`, near its own value and
 * with a line's height between any two.
 */
export function spreadLabels(points, { key, domain, height }) {
  const step = (Math.log(domain[1] / domain[0]) * LINE_HEIGHT) / height;
  const sorted = [...points].sort((one, other) => one[key] - other[key]);
  const groups = [];
  for (const point of sorted) {
    groups.push({ members: [point], centre: Math.log(point[key]) });
    while (groups.length > 1 && overlap(groups.at(-2), groups.at(-1), step)) {
      const [before, last] = groups.splice(-2);
      const members = [...before.members, ...last.members];
      const logs = members.map((member) => Math.log(member[key]));
      groups.push({ members, centre: logs.reduce((sum, log) => sum + log, 0) / logs.length });
    }
  }
  return groups.flatMap(({ members, centre }) =>
    members.map((member, index) => ({
      ...member,
      labelAt: Math.exp(centre + (index - (members.length - 1) / 2) * step),
    })),
  );
}

function overlap(before, last, step) {
  return last.centre - before.centre < ((before.members.length + last.members.length) / 2) * step;
}
