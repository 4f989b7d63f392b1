/** A number, perhaps in percent; "-" and "" stand for one that is not there. */
const FIGURE = /^(-?\d+(\.\d+)?( %)?|NaN|-?)$/;

/** A Markdown table of text cells; the first row is its head. Columns of figures go to the right. */
export function renderTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const columns = head.map((title, column) => {
    const cells = body.map((row) => row[column] ?? "");
    const width = Math.max(3, ...[title, ...cells].map(({ length }) => length));
    const isNumeric = cells.every((cell) => FIGURE.test(cell));
    return {
      pad: (cell: string) => (isNumeric ? cell.padStart(width) : cell.padEnd(width)),
      rule: isNumeric ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
    };
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const row = (cells: readonly string[]) =>
    line(columns.map(({ pad }, column) => pad(cells[column] ?? "")));
  return [row(head), line(columns.map(({ rule }) => rule)), ...body.map(row)].join("\n");
}
