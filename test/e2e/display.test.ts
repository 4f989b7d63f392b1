import { openTerminal } from "../support/pulumi/terminal";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const instanceId = config.require("instanceId");
new BackgroundTask("first", { instanceId, taskId: config.require("first") });
new BackgroundTask("second", { instanceId, taskId: config.require("second") });
`;

const steps = [
  { name: "check", seconds: 4 },
  { name: "copy", seconds: 16 },
];
const scenarios = ["first", "second"].map((name) => ({ name, steps }));

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios }, { "index.ts": program });
  for (const { name } of scenarios) {
    await stage.project.config.set(name, stage.simulator.tasks[name] ?? "");
  }
});
afterEach(() => stage.close());

/** The lines that `pulumi up` printed in a terminal. */
async function up(command: [string, ...string[]]): Promise<string[]> {
  const { folder, env } = stage.project;
  const terminal = await openTerminal({ command, columns: 200, rows: 50, cwd: folder, env });
  try {
    expect(await terminal.exitCode(120_000)).toBe(0);
    return (await terminal.history()).split("\n").map((line) => line.trimEnd());
  } finally {
    await terminal.kill();
  }
}

const pulumiUp = ["pulumi", "up", "--yes", "--skip-preview"] as const;

test.each<[string, [string, ...string[]], RegExp]>([
  ["--diff", [...pulumiUp, "--diff"], /^ *(first|second): (.*)$/],
  ["--diff=true", [...pulumiUp, "--diff=true"], /^ *(first|second): (.*)$/],
  [
    "TERM=dumb",
    ["env", "TERM=dumb", ...pulumiUp],
    /DcsTask +(first|second) +creat(?:ing|ed) \(\d+s\) +(.*)$/,
  ],
])(
  "in a terminal with %s each wait prints a few lines, each with its name",
  async (_, command, pattern) => {
    const lines = await up(command);
    const progress = lines.filter((line) => /\d% /.test(line));
    const named = lines.flatMap((line) => {
      const [, name = "", text = ""] = pattern.exec(line) ?? [];
      return /\d% /.test(text) ? [{ name, text }] : [];
    });
    // Every line has a name.
    expect(named).toHaveLength(progress.length);
    for (const wanted of ["first", "second"]) {
      const texts = named.filter(({ name }) => name === wanted).map(({ text }) => text);
      expect(texts.length).toBeGreaterThanOrEqual(2);
      // The tasks run for about 20 seconds: a line per second would be more.
      expect(texts.length).toBeLessThanOrEqual(9);
      expect(texts.at(-1)).toMatch(/^100% succeeded · 2 of 2 steps/);
    }
  },
);
