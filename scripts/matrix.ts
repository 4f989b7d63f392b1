// Installs the packed package with each package manager, and runs `pulumi up` in every way that
// Pulumi runs a program, on each Node.js version, against the simulator. Prints a table.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findEngine } from "../lab/shared/engine.ts";
import { packageManagers } from "./matrix/packageManagers.ts";
import { programs } from "./matrix/programs.ts";
import type { Cell } from "./matrix/skips.ts";
import { renderMatrix } from "./matrix/table.ts";
import { nodes } from "./matrix/tools.ts";
import { type CellResult, nameOf, tryCells } from "./matrix/tryCells.ts";
import { pack } from "./release/pack.ts";

const usage = `Usage: npm run matrix -- [--only TEXT]… [--json] [--write]

  --only TEXT  only cells whose name holds the text, such as "pnpm", "Node 24", or "tsx"; may be repeated: all must hold
  --json       one JSON object for each cell instead of the table
  --write      also put the table into docs/compatibility.md, if it is whole and nothing failed
`;
const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("..", import.meta.url));

if (values.help) process.stdout.write(usage);
else process.exitCode = await main();

/** Gives the exit code. */
async function main(): Promise<number> {
  if (values.write && values.only.length > 0) {
    console.error("--write is for the whole table: leave out --only");
    return 2;
  }
  const projects = packageManagers
    .flatMap((manager) => nodes.map((node) => ({ manager, node })))
    .map((place) => ({ ...place, ways: programs.filter((way) => isWanted({ ...place, way })) }))
    .filter(({ ways }) => ways.length > 0);
  if (projects.length === 0) {
    console.error(
      `no cell has ${values.only.map((text) => `"${text}"`).join(" and ")} in its name`,
    );
    return 2;
  }
  const cells = await tryAll(projects);
  if (values.json) for (const cell of cells) console.log(JSON.stringify(cell));
  else console.log(renderMatrix(cells));
  if (cells.some(({ result }) => result === "failed")) return 1;
  if (values.write) writeTable(renderMatrix(cells));
  return 0;
}

type Wanted = Omit<Cell, "way"> & { readonly ways: readonly Cell["way"][] };

async function tryAll(projects: readonly Wanted[]): Promise<CellResult[]> {
  console.error("Looking for a Pulumi engine");
  const engine = await findEngine((text) => process.stderr.write(text));
  process.once("SIGINT", () => process.exit(130));
  const packed = mkdtempSync(path.join(tmpdir(), "dcs-packed-"));
  try {
    const tarball = path.join(packed, pack(root, packed).filename);
    const cells: CellResult[] = [];
    for (const { ways, ...place } of projects)
      cells.push(...(await tryCells({ ...place, engine, tarball }, ways)));
    return cells;
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
}

function isWanted(cell: Cell): boolean {
  return values.only.every((text) => nameOf(cell).includes(text));
}

function writeTable(table: string): void {
  const file = path.join(root, "docs/compatibility.md");
  const between = /(?<=<!-- matrix -->\n)[^]*(?=<!-- \/matrix -->)/u;
  const page = readFileSync(file, "utf8");
  writeFileSync(
    file,
    page.replace(between, () => `\n${table}\n\n`),
  );
}
