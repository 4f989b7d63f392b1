import { renderTable } from "../../shared/table.ts";
import type { Size } from "./sizes.ts";

/** Medians by method. */
export interface ClientFigures {
  /** Requests signed per second. */
  readonly signing: Readonly<Record<string, number>>;
  /** Milliseconds of CPU of one query. */
  readonly query: Readonly<Record<string, number>>;
  /** Milliseconds of one import. */
  readonly imports: Readonly<Record<string, number>>;
  /** Of the installed dependencies. */
  readonly sizes: Readonly<Record<string, Size>>;
}

interface Section {
  readonly title: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly unit: (value: number) => string;
  /** What the others are compared with. */
  readonly beside: string;
}

/** The tables for people. */
export function renderReport({ signing, query, imports, sizes }: ClientFigures): string {
  const sections: Section[] = [
    {
      title: "Requests signed per second",
      figures: signing,
      unit: (n) => n.toFixed(0),
      beside: "vendor",
    },
    {
      title: "CPU of one query (ms)",
      figures: query,
      unit: (ms) => ms.toFixed(3),
      beside: "fetch",
    },
    { title: "Import (ms)", figures: imports, unit: (ms) => ms.toFixed(1), beside: "ky" },
    {
      title: "Installed size of runtime dependencies (KB)",
      figures: Object.fromEntries(Object.entries(sizes).map(([name, { bytes }]) => [name, bytes])),
      unit: (bytes) => (bytes / 1024).toFixed(0),
      beside: "vendor",
    },
  ];
  return sections.map(renderSection).join("\n\n");
}

function renderSection({ title, figures, unit, beside }: Section): string {
  return renderTable(
    [title, "median", `of ${beside}`],
    Object.entries(figures).map(([name, value]) => [
      name,
      unit(value),
      (value / (figures[beside] ?? NaN)).toFixed(2),
    ]),
  );
}
