const signs = { passed: "yes", failed: "**no**" };

/** The cells as a Markdown table: a row for each package manager and Node.js version, a column for each way. */
export function renderTable(cells) {
  const ways = [...new Set(cells.map(({ way }) => way))];
  const reasons = [
    ...new Set(cells.flatMap(({ result, reason }) => (result === "skipped" ? [reason] : []))),
  ];
  const rows = Map.groupBy(cells, ({ manager, version, layout, node }) =>
    [`${manager} ${version}`, layout, node].join(" | "),
  );
  const sign = ({ result, reason }) =>
    signs[result] ?? `not tried (${reasons.indexOf(reason) + 1})`;
  return [
    `| package manager | layout | Node.js | ${ways.join(" | ")} |`,
    `|---|---|---|${ways.map(() => "---").join("|")}|`,
    ...[...rows].map(([head, row]) => {
      const byWay = new Map(row.map((cell) => [cell.way, sign(cell)]));
      return `| ${head} | ${ways.map((way) => byWay.get(way) ?? "").join(" | ")} |`;
    }),
    ...(reasons.length === 0 ? [] : ["", ...reasons.map((reason, i) => `${i + 1}. ${reason}`)]),
  ].join("\n");
}
