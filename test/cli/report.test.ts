import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../src/simulator";
import { runDcsTask } from "./support/dcsTask";

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dcs-report-"));
  simulator = await startSimulator({ scenarios: ["done", "sample"] });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await simulator.close();
});

const evil = `"><script>alert(1)</script>\u001b[2J:;#{`;
const step = (stepName: string, stepStatus: string, begin?: number, end?: number) => ({
  stepName,
  stepStatus,
  ...(begin !== undefined && { beginTime: `2026-01-01T00:00:${10 + begin}.000Z` }),
  ...(end !== undefined && { endTime: `2026-01-01T00:00:${10 + end}.000Z` }),
  subStepDetails: [],
});
const failed = { ...step("数据迁移", "FAILED", 5, 25), errorCode: "DCS.4842" };
const stepDetails = [step("前置检查", "FINISH", 0, 5), failed, step("结果校验", "WAITING")];
const outputs = JSON.stringify({ status: "FAILED", progress: 62, stepDetails, other: [1, "x"] });

const report = (args: readonly string[], stdin = outputs) =>
  runDcsTask(undefined, ["report", "--outputs", "-", ...args], { stdin });

/** The bars of the page: state, left edge and width in percent of the chart. */
const barsIn = (html: string) =>
  [
    ...html.matchAll(
      /<span class="bar (\w+)" style="left:min\(([\d.]+)%,100% - 3px\);width:([\d.]+)%"/g,
    ),
  ].map(([, state, left, width]) => [state, Number(left), Number(width)]);

test("draws a bar for each step of a stack's outputs, with a width by its duration", async () => {
  const { code, out } = await report([]);
  expect(code).toBe(0);
  expect(barsIn(out)).toEqual([
    ["done", 0, 20],
    ["failed", 20, 80],
  ]);
  expect(out).toContain('<p class="verdict failed">Failed in 2/3 数据迁移: DCS.4842</p>');
  expect(out).toContain("from 2026-01-01 00:00:10 UTC · 25s");
});

test("is self-contained: no script, no external resource, and a policy that forbids both", async () => {
  const { out } = await report([]);
  expect(out).not.toMatch(/<script|<link|<img|\b(?:src|href)=|url\(|@import|https?:/);
  expect(out).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(out).toContain("@media (prefers-color-scheme: dark)");
});

test("escapes names of the service", async () => {
  const odd = { ...failed, stepName: evil, errorCode: evil, stepStatus: "FAILED", beginTime: evil };
  const tasks = [{ taskId: evil, taskName: evil, stepDetails: [odd], status: evil }];
  const html = await report([], JSON.stringify({ [evil]: tasks }));
  expect(html.out).not.toMatch(/<script|\p{Cf}|[^\P{Cc}\n]/u);
  expect(html.out).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;:;#{");
  const mermaid = await report(["--format", "mermaid"], JSON.stringify({ [evil]: tasks }));
  expect(mermaid.out).not.toMatch(/[{<#]|^ +\S*[:;]|[^\P{Cc}\n]/mu);
});

test("--format mermaid gives text for a comment in Markdown", async () => {
  const { out } = await report(["--format", "mermaid"]);
  expect(out).toBe(`\`\`\`mermaid
gantt
    title background task - Failed in 2/3 数据迁移： DCS.4842
    dateFormat YYYY-MM-DDTHH:mm:ss.SSS
    axisFormat %H:%M:%S
    section 1/3 前置检查
    1/3 step 5s :done, 2026-01-01T00:00:10.000, 2026-01-01T00:00:15.000
    section 2/3 数据迁移
    2/3 step DCS.4842 20s :crit, 2026-01-01T00:00:15.000, 2026-01-01T00:00:35.000
    section 3/3 结果校验
    3/3 step waiting :milestone, 2026-01-01T00:00:35.000, 0s
\`\`\`
`);
});

test("finds every task in the outputs, under any name", async () => {
  const nested = { tasks: [{ taskId: "t-1", taskName: "EXTEND", stepDetails }, { stepDetails }] };
  const { out } = await report([], JSON.stringify({ first: stepDetails, gate: nested }));
  const titles = [...out.matchAll(/<h2>([^<]*)</g)].map(([, title]) => title);
  expect(titles).toEqual(["first", "EXTEND", "gate.tasks[1]"]);
  expect(out).toContain("task t-1 · gate.tasks[0]");
});

test("draws what `dcs-task show --json` prints", async () => {
  const task = [simulator.instanceId, simulator.tasks["done"] ?? ""];
  const shown = await runDcsTask(simulator, ["show", ...task, "--json"]);
  expect(barsIn((await report([], shown.out)).out)).toHaveLength(5);
});

test("reads outputs from a file, and writes to one", async () => {
  const [from, to] = [join(folder, "outputs.json"), join(folder, "report.html")];
  writeFileSync(from, outputs);
  const { code, out } = await runDcsTask(undefined, [
    ...["report", "--outputs", from, "--output", to],
  ]);
  expect([code, out]).toEqual([0, ""]);
  expect(readFileSync(to, "utf8")).toMatch(/^<!DOCTYPE html>/);
});

const utf16 = (text: string) => Buffer.from(text, "utf16le");
test.each<[string, Buffer]>([
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${outputs}`)],
  ["UTF-16, as `>` of Windows PowerShell writes it", utf16(`\ufeff${outputs}`)],
  ["UTF-16 without a mark", utf16(outputs)],
  ["UTF-16 big-endian", utf16(`\ufeff${outputs}`).swap16()],
  ["UTF-16 big-endian without a mark", utf16(outputs).swap16()],
])("reads %s from a file and from standard input", async (_, stdin) => {
  const file = join(folder, "windows.json");
  writeFileSync(file, stdin);
  for (const from of [file, "-"]) {
    const args = ["report", "--outputs", from, "--format", "markdown"];
    const { err, out } = await runDcsTask(undefined, args, { stdin });
    expect(err).toBe("");
    expect(out).toMatch(/^### ❌ background task: Failed in 2\/3 数据迁移: DCS\.4842$/m);
  }
});

test("queries the service for the steps of a task", async () => {
  const taskId = simulator.tasks["sample"] ?? "";
  const { code, out } = await runDcsTask(simulator, ["report", simulator.instanceId, taskId]);
  expect(code).toBe(0);
  expect(out).toContain("<h2>EXTEND</h2>");
  expect(out).toContain(`instance ${simulator.instanceId} · task ${taskId} · from`);
  // The vendor's sample: times without a zone, and an end time of a running step.
  expect(out).toContain("from 2022-09-01 11:52:24 (no time zone given) · 2m06s");
  expect(barsIn(out).map(([name]) => name)).toEqual([
    ...["done", "done", "done", "running", "done", "done"],
  ]);
});

test.each(["constructor", "toString", "__proto__"])(
  "draws a step with the status %s like any other unfinished step",
  async (word) => {
    const running = { ...step("copy", word), beginTime: "2026-01-01 00:00:10" };
    const done = { ...step("check", "FINISH"), beginTime: "2026-01-01 00:00:00" };
    const steps = [{ ...done, endTime: "2026-01-01 00:00:20" }, running];
    const { out } = await report([], JSON.stringify(steps));
    expect(barsIn(out).map(([name]) => name)).toEqual(["done", "running"]);
  },
);

test("draws a hundred thousand steps", async () => {
  const steps = Array.from({ length: 100_000 }, (_, at) => step("copy", "FINISH", 0, at % 40));
  const { code, out } = await report(["--format", "mermaid"], JSON.stringify(steps));
  expect(code).toBe(0);
  expect(out).toContain("100000/100000 step");
});

test("finds steps under 50,000 levels", async () => {
  const levels = 50_000;
  const deep = `${'[{"a":'.repeat(levels)}${JSON.stringify(stepDetails)}${"}]".repeat(levels)}`;
  const { code, out } = await report(["--format", "markdown"], deep);
  expect(code).toBe(0);
  expect(out).toMatch(/Failed in 2\/3 数据迁移: DCS\.4842$/m);
});

test.each([-5, 101, 1e308])("does not show a progress of %d", async (progress) => {
  const task = { taskName: "X", status: "EXECUTING", progress, remainTime: 1e308 };
  const stepDetails = [step("copy", "EXECUTING", 0)];
  const { out } = await report(["--format", "markdown"], JSON.stringify({ ...task, stepDetails }));
  expect(out).toMatch(/^### ⏳ X: Running: 1\/1 copy\n/);
});

test("draws a step without times as a row without a bar", async () => {
  const { out } = await report([], JSON.stringify([step("a", "FINISH"), step("b", "WAITING")]));
  expect(barsIn(out)).toEqual([]);
  expect(out).toContain("the service gave no times");
  expect(out).toMatch(/1\/2 a.*2\/2 b/s);
  const mermaid = await report(
    ["--format", "mermaid"],
    JSON.stringify([step("a", "FINISH"), step("b", "WAITING")]),
  );
  expect(mermaid.out).toContain("1/2 step finish :done, milestone, 1970-01-01T00:00:00.000, 0s");
  expect(mermaid.out).toContain("2/2 step waiting :milestone, 1970-01-01T00:00:00.000, 0s");
});

test.each([
  ["no JSON", "{", "INVALID_INPUT: the text is not JSON"],
  ["nothing", "", "INVALID_INPUT: the text is not JSON"],
  ["no steps", '{"steps":["前置检查: FINISH"]}', "INVALID_INPUT: there are no steps in it; give"],
  ["an empty list", '{"stepDetails":[]}', "INVALID_INPUT: there are no steps in it; give"],
])("rejects %s in one line with exit code 2", async (_, text, message) => {
  const { code, out, err } = await report([], text);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(message);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test.each([
  [["--outputs", "/nowhere/x.json"], /cannot read \/nowhere\/x\.json: ENOENT/],
  [["--outputs", ""], /"--outputs" must not be empty: give a value, or leave it out/],
  [["--state", ""], /"--state" must not be empty: give a value, or leave it out/],
  [["--state", "-", "--outputs", "-"], /give either an instance id and a task id, or --state, or/],
  [["--outputs", "-", "--output", ""], /"--output" must not be empty: give a value, or leave/],
  [["--outputs", "-", "--format", "pdf"], /Allowed choices are html, markdown, mermaid/],
])("rejects %j with exit code 2", async (args, message) => {
  const { code, err } = await runDcsTask(undefined, ["report", ...args], { stdin: outputs });
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test.each(
  [
    ["/nowhere/x.html", "ENOENT"],
    ["/dev/full", "ENOSPC"],
  ].filter(([file = ""]) => file !== "/dev/full" || existsSync(file)),
)("ends with exit code 3 where it cannot write %s", async (file, reason) => {
  const args = ["report", "--outputs", "-", "--output", file];
  const { code, err } = await runDcsTask(undefined, args, { stdin: outputs });
  expect(code).toBe(3);
  expect(err).toMatch(new RegExp(`^dcs-task report: cannot write ${file}: ${reason}[^\\n]*\\n$`));
});
