import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describeDisplay, type EngineDisplay, labelOf } from "../../src/engine/terminal";
import { repository } from "../support/pulumi/engineFolder";
import { openTerminal } from "../support/pulumi/terminal";

let folder: string;
let pulumi: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dcs-display-"));
  pulumi = path.join(folder, "pulumi");
  // Stands for the CLI: a process with its name, which the plugin looks for among its parents.
  const terminal = path.join(repository, "src/engine/terminal");
  const plugin = `console.log(JSON.stringify(require(${JSON.stringify(terminal)}).describeDisplay()))`;
  const requireTs = path.join(repository, "test/cli/support/requireTs.js");
  const script = `#!/bin/sh\n"$NODE" --require ${requireTs} -e '${plugin}'\nexit\n`;
  writeFileSync(pulumi, script, { mode: 0o755 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const environment = () => ({ PATH: process.env["PATH"] ?? "", NODE: process.execPath });

type Variables = Readonly<Record<string, string>>;

async function inTerminal(args: readonly string[], env: Variables): Promise<EngineDisplay> {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const terminal = await openTerminal({
    command: ["env", ...variables, pulumi, ...args],
    columns: 100,
    rows: 10,
    cwd: repository,
    env: environment(),
  });
  try {
    return JSON.parse(await terminal.waitFor(/^\{.*\}/)) as EngineDisplay;
  } finally {
    await terminal.kill();
  }
}

const rows = { kind: "rows", namesRows: true, countsCharacters: true };
const log = { kind: "log", namesRows: true, countsCharacters: false };
const bare = { ...log, namesRows: false };

test.each<[string[], Variables, object]>([
  [["up"], {}, rows],
  [["up", "--diff"], {}, bare],
  [["up", "--diff=true"], {}, bare],
  [["up", "--diff=1", "--yes"], {}, bare],
  [["up", "--diff=false"], {}, rows],
  [["up", "--diff", "--diff=false"], {}, rows],
  [["up", "--different"], {}, rows],
  [["up"], { TERM: "dumb" }, log],
  [["up"], { TERM: "DUMB" }, log],
  [["up"], { TERM: "xterm-dumb" }, rows],
  [["up", "--diff"], { TERM: "dumb" }, bare],
  [["up", "--non-interactive"], {}, log],
  [["up", "--json=false"], {}, rows],
  [["up", "-j"], {}, log],
  [["up", "-yj"], {}, log],
  [["up", "-dj"], {}, log],
  [["up", "-jd"], {}, log],
  [["up", "-ym", "-j"], {}, rows],
  [["up", "-m", "--json"], {}, rows],
  [["up", "--message", "--non-interactive", "-j"], {}, log],
  [["up", "-y"], {}, rows],
  [["up", "--suppress-progress"], {}, rows],
  [["up"], { PULUMI_OPTION_NON_INTERACTIVE: "true" }, log],
  [["up"], { PULUMI_OPTION_DIFF: "1" }, bare],
  [["up", "--diff=false"], { PULUMI_OPTION_DIFF: "true" }, rows],
  // The CLI redraws wherever it does not know the CI system.
  [["up"], { CI: "true" }, rows],
  [["up"], { GITHUB_ACTIONS: "true" }, log],
  [["up"], { GITHUB_ACTIONS: "" }, rows],
  [["up"], { CI_NAME: "codeship" }, log],
  [["up"], { CI_NAME: "other" }, rows],
  [["up"], { TASK_ID: "8abf" }, log],
  [["up"], { GITLAB_CI: "1", PULUMI_DISABLE_CI_DETECTION: "1" }, rows],
  [["up", "--diff"], { PULUMI_DCS_PROGRESS: "terminal" }, { ...rows, namesRows: false }],
  [["up"], { PULUMI_DCS_PROGRESS: "log" }, log],
])("on a terminal `pulumi %j` with %j is %j", async (args, env, display) => {
  expect(await inTerminal(args, env)).toEqual(display);
});

test.each<[string[], object]>([
  [["up"], log],
  [["up", "--diff"], bare],
])("in a pipe `pulumi %j` is %j", async (args, display) => {
  const { stdout } = await promisify(execFile)(pulumi, args, {
    cwd: repository,
    env: environment(),
  });
  expect(JSON.parse(stdout)).toEqual(display);
});

test("where the CLI cannot be found, a log is assumed that may be a table all the same", () => {
  expect(describeDisplay({}, 1)).toEqual({ ...log, countsCharacters: true });
  expect(describeDisplay({ PULUMI_DCS_PROGRESS: "log" }, 1)).toEqual(log);
});

test("a text begins with the resource's name only if the display does not show it", () => {
  const urn =
    "urn:pulumi:dev::shop::pulumi:pulumi:Stack$pulumi-nodejs:dynamic:DcsTask::a::b\u001b[2J";
  expect(labelOf(urn, { namesRows: false })).toBe("a::b: ");
  expect(labelOf(urn, { namesRows: true })).toBe("");
});
