// Lists what survived the last `npm run mutate`, each with the reason why it was left, in
// docs/mutation.md: npm run mutate:survivors
import { readFile, writeFile } from "node:fs/promises";
import { reasons } from "./reasons.mjs";

const REPORT = "coverage/stryker/mutation.json";
const PAGE = "docs/mutation.md";
const KILLED = ["Killed", "Timeout"];
const LEFT = ["Survived", "NoCoverage"];

const report = await readFile(REPORT, "utf8").catch((cause) => {
  throw new Error(`${REPORT} cannot be read: run "npm run mutate" first`, { cause });
});
const { files } = JSON.parse(report);
const mutants = Object.entries(files).flatMap(([file, { source, mutants }]) =>
  mutants.map((mutant) => ({ ...mutant, file, original: textAt(source, mutant.location) })),
);
const missing = [];
const page = await readFile(PAGE, "utf8");
const [head] = page.split("<!-- survivors -->");
await writeFile(PAGE, `${head}<!-- survivors -->\n\n${scores()}\n${survivors().join("\n")}\n`);
if (missing.length > 0) {
  console.error(`${missing.length} survivors without a reason:`);
  for (const { file, location, original, replacement } of missing) {
    console.error(`${file}:${location.start.line} ${original} -> ${replacement}`);
  }
  process.exitCode = 1;
}

function scores() {
  const folders = Map.groupBy(mutants, ({ file }) => file.split("/").slice(0, -1).join("/"));
  const rows = [...folders].sort().map(([folder, some]) => row(`\`${folder}\``, some));
  return [
    "| folder | mutants | found | of these by time-out | survived | no test | score |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...rows,
    row("all", mutants),
  ].join("\n");
}

function row(name, some) {
  const count = (...words) => some.filter(({ status }) => words.includes(status)).length;
  const [found, left] = [count(...KILLED), count(...LEFT)];
  const score = ((100 * found) / (found + left)).toFixed(1);
  const late = some.filter(
    ({ status, statusReason = "" }) =>
      status === "Timeout" || (status === "Killed" && statusReason.includes("Exceeded timeout")),
  ).length;
  const counts = [found + left, found, late, count("Survived"), count("NoCoverage")];
  return `| ${name} | ${counts.join(" | ")} | ${score} % |`;
}

function survivors() {
  const left = mutants.filter(({ status }) => LEFT.includes(status));
  const byReason = Map.groupBy(left, (mutant) => reasonOf(mutant));
  return [...byReason]
    .sort()
    .flatMap(([reason, some]) => [
      `\n### ${reason}\n`,
      ...some
        .toSorted((a, b) => place(a).localeCompare(place(b), "en", { numeric: true }))
        .map((mutant) => `- ${place(mutant)}: \`${brief(mutant.original)}\` → ${after(mutant)}`),
    ]);
}

function reasonOf(mutant) {
  const { file, original } = mutant;
  const found = reasons.find(([end, was]) => file.endsWith(`/${end}`) && original.includes(was));
  if (!found) missing.push(mutant);
  return found?.[2] ?? "Without a reason yet";
}

function after({ replacement }) {
  return replacement === "" || replacement === ";" ? "nothing" : `\`${brief(replacement)}\``;
}

function place({ file, location }) {
  return `${file.replace(/^src\//, "")}:${location.start.line}`;
}

function brief(text) {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'").trim();
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

function textAt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}
