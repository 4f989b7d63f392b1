// Lists what survived the last `npm run mutate`, each with the reason why it was left, in
// docs/mutation.md: npm run mutate:survivors
import { readFile, writeFile } from "node:fs/promises";
import { renderTable } from "../shared/table.ts";
import { reasonOf } from "./reasons.ts";
import { type Mutant, readMutants } from "./report.ts";

const PAGE = "docs/mutation.md";
const MARK = "<!-- survivors -->";

const mutants = await readMutants();
const left = mutants.filter(({ isFound }) => !isFound);
const [head = ""] = (await readFile(PAGE, "utf8")).split(MARK);
await writeFile(PAGE, [`${head}${MARK}`, renderScores(), ...renderLeft(), ""].join("\n\n"));
const missing = left.filter((mutant) => reasonOf(mutant) === undefined);
if (missing.length > 0) {
  console.error(`${missing.length} survivors without a reason:\n${missing.map(render).join("\n")}`);
  process.exitCode = 1;
}

function renderScores(): string {
  const folders = Map.groupBy(mutants, ({ file }) => file.split("/").slice(0, -1).join("/"));
  const rows = [...folders].sort().map(([folder, some]) => row(`\`${folder}\``, some));
  return renderTable(
    ["folder", "mutants", "found", "of these by time-out", "survived", "no test", "score"],
    [...rows, row("all", mutants)],
  );
}

function row(name: string, some: readonly Mutant[]): string[] {
  const found = some.filter(({ isFound }) => isFound);
  const late = found.filter(({ isLate }) => isLate);
  const unreached = some.filter(({ isReached }) => !isReached);
  const survived = some.length - found.length - unreached.length;
  const counts = [some.length, found.length, late.length, survived, unreached.length];
  return [name, ...counts.map(String), `${((100 * found.length) / some.length).toFixed(1)} %`];
}

function renderLeft(): string[] {
  const byReason = Map.groupBy(left, (one) => reasonOf(one) ?? "Without a reason yet");
  return [...byReason]
    .sort()
    .flatMap(([reason, some]) => [
      `### ${reason}`,
      [...new Set(some.map(render))].sort().join("\n"),
    ]);
}

function render({ file, where, original, replacement }: Mutant): string {
  const place = [file.replace(/^src\//, ""), where].filter((part) => part !== "").join(" ");
  const isNothing = replacement === "" || replacement === ";";
  const after = isNothing ? "nothing" : `\`${brief(replacement)}\``;
  return `- ${place}: \`${brief(original)}\` → ${after}`;
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'").trim();
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
