import { renderTable } from "../../lab/shared/table.ts";
import type { CellResult } from "./tryCells.ts";

/** The cells as a Markdown table: a row for each package manager and Node.js version, a column for each way. */
export function renderMatrix(cells: readonly CellResult[]): string {
  const ways = [...new Set(cells.map(({ way }) => way))];
  const reasons = [
    ...new Set(
      cells.flatMap(({ result, reason }) => (result === "skipped" && reason ? [reason] : [])),
    ),
  ];
  const sign = ({ result, reason = "" }: CellResult) => {
    if (result === "passed") return "yes";
    return result === "failed" ? "**no**" : `not tried (${reasons.indexOf(reason) + 1})`;
  };
  const rows = Map.groupBy(cells, ({ manager, version, layout, node }) =>
    JSON.stringify([manager, version, layout, node]),
  );
  const body = [...rows.values()].map((row) => {
    const byWay = new Map(row.map((cell) => [cell.way, sign(cell)]));
    return [...headOf(row), ...ways.map((way) => byWay.get(way) ?? "")];
  });
  const notes = reasons.map((reason, index) => `${index + 1}. ${reason}`);
  const table = renderTable(["package manager", "layout", "Node.js", ...ways], body);
  return [table, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

function headOf([cell]: readonly CellResult[]): string[] {
  return cell ? [`${cell.manager} ${cell.version}`, cell.layout, cell.node] : [];
}
