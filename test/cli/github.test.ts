import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Simulator, startSimulator } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { steadyDate } from "../support/steadyTime";
import { runDcsTask, type RunOptions } from "./support/dcsTask";

/** How many times faster than written tasks and waits run. */
const speed = 10;
let simulator: Simulator;
let folder: string;
let summary: string;
beforeAll(async () => {
  const odd = {
    name: "odd",
    taskName: "a:b,c%d",
    steps: [{ name: "100%\n::warning::x", seconds: 1, fails: "DCS.4842" }],
  };
  const endless = { name: "endless", steps: [{ name: "copy", seconds: 100_000 }] };
  simulator = await startSimulator({ scenarios: ["done", odd, endless], speed, now: steadyDate });
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dcs-github-"));
  summary = path.join(folder, "summary.md");
  writeFileSync(summary, "what another step wrote\n");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
afterAll(() => simulator.close());

const idOf = (scenario: string) => simulator.tasks[scenario] ?? "";
const inJob = (args: readonly string[], options: RunOptions = {}) =>
  runDcsTask(simulator, ["wait", simulator.instanceId, ...args], {
    ...{ clock: fastTime(speed).clock, ...options },
    env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, ...options.env },
  });
const written = () => readFileSync(summary, "utf8");

test("a success is appended to the job's summary, without an error line", async () => {
  const { code, err } = await inJob([idOf("done")]);
  expect([code, err]).toEqual([0, ""]);
  const [before, rest = ""] = written().split("### ");
  expect(before).toBe("what another step wrote\n\n");
  expect(rest).toMatch(/^✅ task \w+: Succeeded in \d+s\n\ninstance .*\n\n\| step \|/);
  expect(rest).toMatch(/^\| 3\/3 结果校验 \| FINISH \|/m);
});

test("a failure is an error line too, whose text cannot begin another command", async () => {
  const { code, err, out } = await inJob(["--name", "a:b,c%d"]);
  expect(code).toBe(20);
  const lines = err.split("\n").filter((line) => line.startsWith("::"));
  expect(lines).toEqual([
    `::error title=a%3Ab%2Cc%25d ${idOf("odd")}::Failed in 1/1 100%25 ::warning::x: DCS.4842`,
  ]);
  expect(out).not.toMatch(/^::/m);
  expect(written()).toMatch(/^### ❌ a:b,c%d: Failed in 1\/1 100% ::warning::x: DCS\.4842$/m);
});

/** What the runner of GitHub Actions obeys; it compares texts without characters of no width. */
const commandsIn = (text: string) =>
  text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .split("\n")
    .filter((line) => line.trim().startsWith("::") || line.includes("##["));

const hostileName = "a ##[add-mask]5";
const hostile = {
  ...{ name: "hostile", taskName: "::stop-commands::x" },
  steps: [
    {
      name: hostileName,
      subSteps: ["::error::fake", "\u00a0\ufe0f:\u034f:add-mask::1"].map((name) => ({
        ...{ name, seconds: 0.5 },
      })),
    },
    { name: "#\ufe0f#[error]b", seconds: 1, fails: "DCS.1" },
  ],
};

test.each(["text", "json", "markdown"])(
  "in the format %s no name of the service is a command in the log",
  async (format) => {
    const at = await startSimulator({ scenarios: [hostile, "sample"], speed, now: steadyDate });
    const { clock } = fastTime(speed);
    const env = { GITHUB_ACTIONS: "true" };
    const args = ["wait", at.instanceId, "--all", "--timeout", "10s", "--format", format];
    const { code, err, out } = await runDcsTask(at, args, { env, clock }).finally(() => at.close());
    expect([code, commandsIn(out)]).toEqual([20, []]);
    expect(out).toMatch("add-mask");
    const errors = commandsIn(err);
    expect(errors).toHaveLength(2);
    for (const line of errors) expect(line).toMatch(/^::error title=[^:]*::(Failed|Timed out)[^:]/);
    if (format !== "json") return;
    const lines = out.trim().split("\n");
    const last = JSON.parse(lines.at(-1) ?? "") as { tasks: { stepDetails: object[] }[] };
    const steps = last.tasks.flatMap(({ stepDetails }) => stepDetails);
    expect(steps).toContainEqual(expect.objectContaining({ stepName: hostileName }));
  },
);

test("a time-out is an error line, and Ctrl-C is none", async () => {
  const late = await inJob([idOf("endless"), "--timeout", "5s"]);
  expect(late.err).toMatch(/^::error title=\w+::Timed out, the task continues: 0 %25, .*copy$/m);
  const interrupted = await inJob([idOf("endless")], { signal: AbortSignal.timeout(500) });
  expect(interrupted.code).toBe(130);
  expect(interrupted.err).not.toContain("::error");
  expect(written()).toMatch(/^### ⏳ .*: Timed out.*[^]*^### ⏳ .*: Interrupted/m);
});

test("an error of the service is an error line", async () => {
  const { code, err } = await inJob([idOf("done")], { env: { HW_SECRET_KEY: "wrong" } });
  expect(code).toBe(3);
  expect(err).toMatch(/^::error title=\w+::UNAUTHORIZED: .* was answered 401 .*$/m);
  expect(written()).toMatch(/^### ❔ .*: Could not be queried$/m);
});

test.each<[string, number, readonly string[], Readonly<Record<string, string>>, RegExp]>([
  ["wrong keys", 3, [], { HW_SECRET_KEY: "wrong" }, /^UNAUTHORIZED: .* was answered 401 /],
  ["a missing setting", 2, [], { HW_REGION_NAME: "" }, /^INVALID_INPUT: .*region/],
  ["no task", 5, ["--name", "X"], {}, /^no unfinished background task$/],
])("%s gives an error line and a summary though no task was chosen", async (_, ...expected) => {
  const [exitCode, args, env, text] = expected;
  const { code, err } = await inJob(args, { env });
  expect(code).toBe(exitCode);
  const [line = "", ...others] = err.split("\n").filter((one) => one.startsWith("::"));
  const title = `instance ${simulator.instanceId}`;
  expect(others).toEqual([]);
  expect(line).toContain(`::error title=${title}::`);
  expect(line.split("::")[2]).toMatch(text);
  const shown = written().replaceAll(/\\(?!n)|<!-- -->/g, "");
  expect(shown).toMatch(/^what another step wrote\n\n### ❔ instance [^\n]*\n$/);
  expect(shown.trimEnd().split(`❔ ${title}: `)[1]).toMatch(text);
});

test("with --json standard output stays JSON", async () => {
  const { out, err } = await inJob([idOf("odd"), "--json"]);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(lines.at(-1)).toMatchObject({ event: "end", outcome: "failed" });
  expect(err).toMatch(/^::error title=\w+::Failed in 1\/1 /);
});

test("a summary that cannot be written changes nothing but a line on standard error", async () => {
  const env = { GITHUB_STEP_SUMMARY: path.join(folder, "no", "summary.md") };
  const { code, err } = await inJob([idOf("done")], { env });
  expect(code).toBe(0);
  expect(err).toMatch(/^dcs-task wait: cannot write GITHUB_STEP_SUMMARY: ENOENT: .*\n$/);
});

test("outside a job nothing is written", async () => {
  const { err } = await inJob([idOf("done")], { env: { GITHUB_ACTIONS: "" } });
  expect([err, written()]).toEqual(["", "what another step wrote\n"]);
});

test("--format markdown prints the verdict and the table, and the progress on standard error", async () => {
  const args = ["wait", simulator.instanceId, idOf("done"), "--format", "markdown"];
  const { code, out, err } = await runDcsTask(simulator, args);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^### ✅ .*\n\ninstance .*\n\n\| step \|[^]*\| 3\/3 结果校验 \| FINISH \| [^\n]*\|\n$/,
  );
  expect(err).toMatch(/^100% succeeded · 3 of 3 steps/m);
  const drawn = await runDcsTask(simulator, args, { isErrTTY: true, columns: 80 });
  expect(drawn.out).toBe(out);
  expect(drawn.err).toContain("\u001b[J");
});
