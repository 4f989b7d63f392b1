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

/** The report of a campaign for people. */
export function renderCampaign({ seed, runs, seconds, requests, waits, faults, findings }) {
  const met = Object.entries(faults).sort(([a], [b]) => a.localeCompare(b));
  const total = met.reduce((sum, [, n]) => sum + n, 0);
  const kinds = [...new Set([...findingKinds, ...findings.map(({ kind }) => kind)])];
  return [
    `${runs} runs from seed ${seed}, ${requests} requests, ${seconds} s`,
    "",
    ...columns(
      Object.entries(waits).sort(([, a], [, b]) => b - a),
      "how the waits ended",
    ),
    "",
    ...columns(met, `${total} faults of ${met.length} kinds`),
    "",
    ...columns(
      kinds.map((kind) => [kind, findings.filter((found) => found.kind === kind).length]),
      "found",
    ),
    ...kinds.flatMap((kind) =>
      findings
        .filter((found) => found.kind === kind)
        .slice(0, EXAMPLES)
        .map(({ seed: run, detail }) => `  ${kind}: ${run ? `--run ${run}: ` : ""}${detail}`),
    ),
  ].join("\n");
}

function columns(rows, head) {
  return [head, ...rows.map(([name, n]) => `  ${String(n).padStart(7)}  ${name}`)];
}
