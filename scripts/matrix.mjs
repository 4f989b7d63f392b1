// Installs the packed package with each package manager, and runs `pulumi up` in every way that
// Pulumi runs a program, on each Node.js version, against the simulator. Prints a table.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { must } from "./matrix/must.mjs";
import { packageManagers } from "./matrix/packageManagers.mjs";
import { programs } from "./matrix/programs.mjs";
import { installProject } from "./matrix/project.mjs";
import { skipReason } from "./matrix/skips.mjs";
import { renderTable } from "./matrix/table.mjs";
import { nodes } from "./matrix/tools.mjs";
import { tryWay } from "./matrix/tryWay.mjs";

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
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

if (values.write && values.only.length > 0) {
  process.stderr.write("--write is for the whole table: leave out --only\n");
  process.exit(2);
}

const root = fileURLToPath(new URL("..", import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);
const projects = packageManagers.flatMap((manager) =>
  nodes.map((node) => ({
    manager,
    node,
    ways: programs.filter((way) => isWanted(manager, node, way)),
  })),
);
if (projects.every(({ ways }) => ways.length === 0)) {
  say(`no cell has ${values.only.map((text) => `"${text}"`).join(" and ")} in its name`);
  process.exit(2);
}

say("Looking for a Pulumi engine");
const engine = execFileSync(process.execPath, [path.join(root, "scripts/engine.mjs")], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
})
  .trimEnd()
  .split("\n")
  .at(-1);
process.once("SIGINT", () => process.exit(130));
const packed = mkdtempSync(path.join(tmpdir(), "dcs-packed-"));
const cells = [];
try {
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", packed];
  const [{ filename }] = Object.values(JSON.parse(await must("npm", pack, { cwd: root })));
  for (const { manager, node, ways } of projects) {
    if (ways.length === 0) continue;
    cells.push(...(await tryWays({ manager, node, ways, tarball: path.join(packed, filename) })));
  }
} finally {
  rmSync(packed, { recursive: true, force: true });
}

if (values.json) for (const cell of cells) console.log(JSON.stringify(cell));
else console.log(renderTable(cells));
if (cells.some(({ result }) => result === "failed")) process.exitCode = 1;
else if (values.write) writeTable(renderTable(cells));

/** All ways of running a program in one installed project. */
async function tryWays({ manager, node, ways, tarball }) {
  const { name, layout, tool } = manager;
  const cell = (way, outcome) => {
    const { result, reason } = outcome;
    say([nameOf(manager, node, way), result, ...(reason ? [reason] : [])].join(": "));
    return {
      manager: name,
      layout,
      version: tool.version,
      node: node.version,
      way: way.name,
      ...outcome,
    };
  };
  let project; // Installed once, for the first way that is tried.
  const run = async (way) => {
    project ??= installProject({ manager, node, engine, tarball });
    await tryWay(await project, way, node.version);
  };
  const done = [];
  try {
    for (const way of ways) {
      const reason = skipReason(manager, node, way);
      done.push(
        cell(way, reason ? { result: "skipped", reason } : await outcomeOf(() => run(way))),
      );
    }
  } finally {
    await project?.then(
      (installed) => installed.remove(),
      () => undefined,
    );
  }
  return done;
}

async function outcomeOf(run) {
  try {
    await run();
    return { result: "passed" };
  } catch (error) {
    return { result: "failed", reason: error.message };
  }
}

function nameOf(manager, node, way) {
  return `${manager.name} ${manager.layout} · Node ${node.version} · ${way.name}`;
}

function isWanted(manager, node, way) {
  return values.only.every((text) => nameOf(manager, node, way).includes(text));
}

function writeTable(table) {
  const file = path.join(root, "docs/compatibility.md");
  const between = /(?<=<!-- matrix -->\n)[^]*(?=<!-- \/matrix -->)/u;
  writeFileSync(file, readFileSync(file, "utf8").replace(between, `\n${table}\n\n`));
}
