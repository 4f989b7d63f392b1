import { runDcsTask } from "./support/dcsTask";

const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const step = (stepName: string, stepStatus: string, begin?: number, end?: number) => ({
  stepName,
  stepStatus,
  ...(begin !== undefined && { beginTime: time(begin) }),
  ...(end !== undefined && { endTime: time(end) }),
  subStepDetails: [] as object[],
});

async function render(task: object): Promise<string> {
  const args = ["report", "--outputs", "-", "--format", "markdown"];
  const { code, out } = await runDcsTask(undefined, args, { stdin: JSON.stringify(task) });
  expect(code).toBe(0);
  return out;
}

test("begins with the verdict, and has a row for each step and sub-step", async () => {
  const slot = {
    ...{ subStepName: "slot 0-5460", subStepStatus: "FAILED", errorCode: "DCS.4842" },
    ...{ detail: "{节点: 无响应}", beginTime: time(5), endTime: time(25) },
  };
  const copy = {
    ...step("数据迁移", "FAILED", 5, 25),
    errorCode: "DCS.4800",
    subStepDetails: [slot],
  };
  const stepDetails = [step("前置检查", "FINISH", 0, 5), copy, step("结果校验", "WAITING")];
  const task = {
    taskName: "EXTEND",
    taskId: "t-1",
    instanceId: "i-1",
    status: "FAILED",
    stepDetails,
  };
  expect(await render({ resize: task })).toBe(
    `### ❌ EXTEND: Failed in 2/3 数据迁移 \\> slot 0-5460: DCS.4842 \\{节点: 无响应\\}

instance i-1 · task t-1 · resize · from 2026-01-01 00:00:00 UTC · 25s

| step | status | began | ended | took |
|---|---|---|---|---|
| 1/3 前置检查 | FINISH | ${time(0)} | ${time(5)} | 5s |
| 2/3 数据迁移 | **FAILED DCS.4800** | ${time(5)} | ${time(25)} | 20s |
| &nbsp;&nbsp;2.1 slot 0-5460 | **FAILED DCS.4842 \\{节点: 无响应\\}** | ${time(5)} | ${time(25)} | 20s |
| 3/3 结果校验 | WAITING |  |  |  |
`.replaceAll("\\>", "&gt;"),
  );
});

test.each([
  ["SUCCEEDED", 100, "✅ X: Succeeded in 5s"],
  ["SUCCESS", 100, "✅ X: Succeeded in 5s"],
  [undefined, 100, "✅ X: Succeeded in 5s"],
  ["RUNNING", 62, "⏳ X: Unfinished when last recorded: 62 %, about 3m left"],
  ["EXECUTING", 62, "⏳ X: Running: 62 %, about 3m left"],
  [undefined, 62, "⏳ X: Running: 62 %, about 3m left"],
  ["timedOut", 62, "⏳ X: Timed out, the task continues: 62 %, about 3m left"],
  ["FAILED", 62, "❌ X: Failed"],
  ["UNKNOWN", 62, "❔ X: End unknown: 62 %, about 3m left"],
  ["constructor", 62, "⏳ X: Running: 62 %, about 3m left"],
])("a task with status %s and %i percent", async (status, progress, verdict) => {
  const stepDetails = [step("a", "FINISH", 0, 5)];
  const remainTime = progress === 100 ? 0 : 180;
  const out = await render({ taskName: "X", status, progress, remainTime, stepDetails });
  expect(out.split("\n")[0]).toBe(`### ${verdict}`);
});

const copy = (stepStatus: string, beginTime?: string, endTime?: string) => ({
  ...{ stepName: "copy", stepStatus, beginTime, endTime, subStepDetails: [] as object[] },
});
const first = copy("FINISH", time(0), time(5));

test.each<[string, string, object[], string]>([
  ["lacks its end", "SUCCEEDED", [copy("FINISH", time(0))], "from 2026-01-01 00:00:00 UTC"],
  ["lacks its end", "SUCCEEDED", [first, copy("FINISH", time(5))], "from 2026-01-01 00:00:00 UTC"],
  ["lacks both times", "SUCCEEDED", [first, copy("FINISH")], "from 2026-01-01 00:00:00 UTC"],
  ["was left", "SUCCEEDED", [first, copy("EXECUTING", time(5))], "from 2026-01-01 00:00:00 UTC"],
  [
    ...(["ends before its begin", "SUCCEEDED"] as const),
    [copy("FINISH", time(9), time(5))],
    "from 2026-01-01 00:00:09 UTC",
  ],
  [
    ...(["has a time zone at one time", "SUCCEEDED"] as const),
    [copy("FINISH", time(0), "2026-01-01 00:00:09")],
    "from 2026-01-01 00:00:00 (no time zone given)",
  ],
  ["is running", "EXECUTING", [copy("EXECUTING", time(0))], "from 2026-01-01 00:00:00 UTC"],
  ["has no times", "SUCCEEDED", [copy("FINISH")], "the service gave no times"],
])("no duration is made up if a step %s", async (_, status, stepDetails, facts) => {
  const out = await render({ taskName: "X", taskId: "t", status, stepDetails });
  const [head, , second = ""] = out.split("\n");
  const verdict = status === "SUCCEEDED" ? "✅ X: Succeeded" : "⏳ X: Running: 1/1 copy";
  expect(head).toBe(`### ${verdict}`);
  expect(second.replaceAll("\\", "")).toBe(`task t · ${facts}`);
});

test("the times of sub-steps count where their step has none", async () => {
  const subSteps = [
    { subStepStatus: "FINISH", beginTime: time(1), endTime: time(5) },
    { subStepStatus: "FINISH", beginTime: time(2), endTime: time(7) },
  ];
  const stepDetails = [{ ...copy("FINISH"), subStepDetails: subSteps }];
  const out = await render({ taskName: "X", status: "SUCCEEDED", stepDetails });
  expect(out).toMatch(/^### ✅ X: Succeeded in 6s\n\nfrom 2026-01-01 00:00:01 UTC · 6s\n/);
});

test("a step that has failed outweighs a list that still calls the task running", async () => {
  const stepDetails = [{ ...step("copy", "FAILED", 0, 5), errorCode: "DCS.1" }];
  const out = await render({ taskName: "X", status: "EXECUTING", stepDetails });
  expect(out).toMatch(/^### ❌ X: Failed in 1\/1 copy: DCS\.1\n/);
});

test.each([
  ...[
    "\\",
    "`",
    "*",
    "_",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "#",
    "+",
    "!",
    "|",
    "~",
    "&",
    "$",
  ],
])("%s in a name has no meaning in Markdown", async (sign) => {
  const name = `a${sign}b`;
  const plain = await render({ taskName: "NAME", stepDetails: [step("NAME", "FINISH", 0, 5)] });
  const odd = await render({ taskName: name, stepDetails: [step(name, "FINISH", 0, 5)] });
  const [, shown = ""] = /^### ✅ (.+): S/.exec(odd) ?? [];
  expect(shown).toMatch(/^a(?:\\.|&\w+;|\\#<!-- -->)b$/);
  expect(odd).toBe(plain.replaceAll("NAME", shown));
});

test("a name is neither a mention nor HTML", async () => {
  const out = await render({
    taskName: "@team #1 <img src=x>",
    stepDetails: [step("a", "FINISH")],
  });
  expect(out).toMatch(/^### ✅ @<!-- -->team \\#<!-- -->1 &lt;img src=x&gt;: /);
});

test.each([
  ["https://evil.example/x", "https:<!-- -->//evil.example/x"],
  ["see WWW.evil.example", "see WWW<!-- -->.evil.example"],
])("an address in a name is no link: %s", async (taskName, shown) => {
  const out = await render({ taskName, stepDetails: [step("a", "FINISH")] });
  expect(out).toContain(`### ✅ ${shown}: `);
});
