import { renderTable } from "../scale/table.mjs";

/** The tables for people. */
export function renderReport({ signing, query, imports, sizes }) {
  return [
    section("Requests signed per second", signing, {
      unit: (n) => n.toFixed(0),
      beside: "vendor",
    }),
    section("CPU of one query (ms)", query, { unit: (n) => n.toFixed(3), beside: "fetch" }),
    section("Import (ms)", imports, { unit: (n) => n.toFixed(1), beside: "ky" }),
    section(
      "Installed size of runtime dependencies (KB)",
      { ours: sizes.ours.bytes, vendor: sizes.vendor.bytes },
      { unit: (bytes) => (bytes / 1024).toFixed(0), beside: "vendor" },
    ),
  ].join("\n\n");
}

function section(title, figures, { unit, beside }) {
  const rows = Object.entries(figures).map(([name, value]) => [
    name,
    unit(value),
    (value / figures[beside]).toFixed(2),
  ]);
  return renderTable([title, "median", `of ${beside}`], rows);
}
