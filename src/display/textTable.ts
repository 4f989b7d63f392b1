import { displayWidth, padColumns } from "./terminalText";

/**
 * Renders rows as lines of aligned columns. The first row is the head; a column without any other
 * cell is left out.
 */
export function renderTextTable(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...body] = rows;
  const used = [...head.keys()].filter((column) => body.some((row) => row[column]));
  const table = rows.map((row) => used.map((column) => row[column] ?? ""));
  const widths = used.map((_, at) => Math.max(...table.map((row) => displayWidth(row[at] ?? ""))));
  return table.map((row) =>
    row
      .map((cell, at) => padColumns(cell, widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
