import type { Report } from "./campaign.ts";
import type { Counts, FoundIn } from "./part.ts";

/** What is looked for, in the order of the report. Anything else that is found comes after. */
const findingKinds = [
  "false success",
  "false failure",
  "lost though known",
  "lost from the state",
  "false state",
  "false answer",
  "late",
  "gave up too late",
  "never ended",
  "old news",
  "secret",
  "escape sequence",
  "request to another host",
  "too many refusals",
  "keys fetched in vain",
  "asked too early",
  "budget exceeded",
  "asked in vain",
  "read too much",
  "left open",
];

/** How many examples of each kind are shown. */
const EXAMPLES = 3;

type Row = readonly [name: string, count: number];

/** The report of a campaign for people. */
export function renderReport(report: Report): string {
  const { seed, runs, seconds, requests, waits, faults, findings } = report;
  const met = Object.entries(faults).sort(([a], [b]) => a.localeCompare(b));
  const kinds = [...new Set([...findingKinds, ...findings.map(({ kind }) => kind)])];
  const found = kinds.map((kind) => findings.filter((one) => one.kind === kind));
  return [
    `${runs} runs from seed ${seed}, ${requests} requests, ${seconds} s`,
    "",
    ...column("how the waits ended", byCount(waits)),
    "",
    ...column(`${total(faults)} faults of ${met.length} kinds`, met),
    "",
    ...column(
      "found",
      kinds.map((kind, at) => [kind, found[at]?.length ?? 0]),
    ),
    ...found.flatMap((some) => some.slice(0, EXAMPLES).map(renderExample)),
  ].join("\n");
}

function byCount(counts: Counts): Row[] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

function column(head: string, rows: readonly Row[]): string[] {
  return [head, ...rows.map(([name, n]) => `  ${String(n).padStart(7)}  ${name}`)];
}

function renderExample({ kind, seed, detail }: FoundIn): string {
  return `  ${kind}: ${seed === undefined ? "" : `--run ${seed}: `}${detail}`;
}
