import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run";
import type { Simulator } from "../../src/simulator";
import { systemClock } from "../../src/wait/time/clock";
import { runDcsTask } from "./support/dcsTask";
import { progressPath, vendorGet } from "../simulator/support/vendorGet";

/** A run of `dcs-task` without a process. */
class CliRun {
  readonly out: string[] = [];
  readonly err: string[] = [];
  readonly exitCode: Promise<number>;
  readonly #interrupt = new AbortController();

  constructor(...argv: string[]) {
    this.exitCode = run(argv, {
      stdout: { write: (text: string) => this.out.push(text) },
      stderr: { write: (text: string) => this.err.push(text) },
      env: {},
      clock: systemClock,
      signal: this.#interrupt.signal,
    });
  }

  /** The first line of output. */
  async connection(): Promise<Simulator> {
    while (this.out.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return JSON.parse(this.out[0] ?? "") as Simulator;
  }

  interrupt(): Promise<number> {
    this.#interrupt.abort();
    return this.exitCode;
  }
}

it("prints the connection first, then a line for every request, and ends on an interrupt", async () => {
  const cli = new CliRun("simulate", "--scenario", "flaky", "--scenario", "quick");
  const connection = await cli.connection();
  expect(Object.keys(connection)).toEqual([
    "url",
    "region",
    "projectId",
    "accessKey",
    "secretKey",
    "instanceId",
    "tasks",
  ]);
  expect(Object.keys(connection.tasks)).toEqual(["flaky", "quick"]);
  for (const scenario of ["quick", "flaky"]) {
    await vendorGet(connection, progressPath(connection, scenario));
  }
  await vendorGet(connection, "/v3/projects", { query: { name: "x" } });
  expect(await cli.interrupt()).toBe(0);
  const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
  const [quick, flaky] = ["quick", "flaky"].map((name) => progressPath(connection, name));
  expect(cli.out.slice(1)).toEqual([
    expect.stringMatching(`^${time} GET ${quick} 200 quick \\d+%\n$`),
    expect.stringMatching(`^${time} GET ${flaky} 503 flaky \\d+% fault: 503\n$`),
    expect.stringMatching(String.raw`^${time} GET /v3/projects\?name=x 200` + "\n$"),
  ]);
  expect(cli.out.slice(1).join("")).not.toContain(connection.secretKey);
  expect(cli.out.join("")).not.toMatch(/Signature|SDK-HMAC/);
  await expect(fetch(connection.url)).rejects.toThrow();
});

it("prints lines for a shell with --env, in which its log are comments", async () => {
  const cli = new CliRun("simulate", "--env", "--scenario", "quick", "--scenario", "no-estimate");
  while (cli.out.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const folder = mkdtempSync(join(tmpdir(), "simulate-"));
  const file = join(folder, "simulator.env");
  try {
    writeFileSync(file, cli.out.join(""));
    const read = () =>
      execFileSync("sh", ["-c", `. "$0"; env`, file], { encoding: "utf8", env: {} });
    const variables = Object.fromEntries(
      read()
        .trim()
        .split("\n")
        .map((line) => line.split("=", 2) as [string, string]),
    );
    const { DCS_INSTANCE_ID: instanceId = "", DCS_TASK_NO_ESTIMATE: taskId = "" } = variables;
    const { code, out, err } = await runDcsTask(undefined, ["show", instanceId, taskId], {
      env: variables,
    });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^\d+ %/);
    expect(variables["DCS_TASK_QUICK"]).toMatch(/^\w{32}$/);
    // The log of that request does no harm where the lines are read.
    writeFileSync(file, cli.out.join(""));
    expect(cli.out.slice(1)).toEqual([expect.stringMatching(/^# [^\n]* GET [^\n]*\n$/)]);
    expect(read()).toContain(`DCS_INSTANCE_ID=${instanceId}`);
  } finally {
    rmSync(folder, { recursive: true });
    expect(await cli.interrupt()).toBe(0);
  }
});

it("plays every built-in scenario by default, at the given speed", async () => {
  const cli = new CliRun("simulate", "--speed", "10");
  const connection = await cli.connection();
  expect(Object.keys(connection.tasks)).toContain("not-found-at-first");
  const { body } = await vendorGet(connection, progressPath(connection, "resize"));
  expect(body["remain_time"]).toBe(3);
  expect(await cli.interrupt()).toBe(0);
});

it("plays a file, and ends while a request is still open", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulate-"));
  const file = join(folder, "slow.json");
  const slow = { name: "slow", answer: {}, faults: [{ request: 1, delaySeconds: 600 }] };
  writeFileSync(file, JSON.stringify(slow));
  const cli = new CliRun("simulate", "--scenario", file);
  const connection = await cli.connection();
  const open = vendorGet(connection, progressPath(connection, "slow"));
  const cut = expect(open).rejects.toMatchObject({ code: "ECONNRESET" });
  while (cli.out.length < 2) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await cli.interrupt()).toBe(0);
  await cut;
  rmSync(folder, { recursive: true });
});

it.each([
  [["--scenario", "nope"], /^dcs-task simulate: --scenario: .*"nope".*sample, resize, .*\n$/],
  [["--scenario", "./nope.json"], /^dcs-task simulate: --scenario: cannot read .*\n$/],
  [["--resize", "nope"], /^dcs-task simulate: --resize: .*"nope".*sample, resize, .*\n$/],
  [["--port", "70000"], /^dcs-task simulate: --port: 70000 is not a port; .*\n$/],
  [["--port", "http"], /^dcs-task simulate: --port: "http" is not a number; .*\n$/],
  [["--port", ""], /^dcs-task simulate: --port: "" is not a number; .*\n$/],
  [["--speed", "0"], /^dcs-task simulate: --speed: 0 is not a speed; .*\n$/],
  [["--sped", "2"], /unknown option '--sped'/],
  [["extra"], /too many arguments/],
])("rejects %j in one line with exit code 2", async (args, message) => {
  const cli = new CliRun("simulate", ...args);
  expect(await cli.exitCode).toBe(2);
  expect(cli.out).toEqual([]);
  expect(cli.err.join("")).toMatch(message);
});

it("names the port that is in use", async () => {
  const first = new CliRun("simulate", "--scenario", "quick");
  const { port } = new URL((await first.connection()).url);
  const second = new CliRun("simulate", "--port", port);
  expect(await second.exitCode).toBe(2);
  expect(second.err.join("")).toMatch(`--port: ${port} is in use; choose another`);
  await first.interrupt();
});

it.each([
  [["--help"], /Usage: dcs-task .*simulate/s],
  [["simulate", "--help"], /--scenario <name or file>.*Built-in scenarios: sample, /s],
  [["help", "simulate"], /--speed <factor>/],
  [["--version"], /^\d+\.\d+\.\d+\n$/],
])("answers %j on standard output with exit code 0", async (args, text) => {
  const cli = new CliRun(...args);
  expect(await cli.exitCode).toBe(0);
  expect(cli.out.join("")).toMatch(text);
  expect(cli.err).toEqual([]);
});

it.each([[[]], [["simulte"]]])("rejects %j with exit code 2", async (args) => {
  const cli = new CliRun(...args);
  expect(await cli.exitCode).toBe(2);
  expect(cli.out).toEqual([]);
  expect(cli.err.join("")).not.toBe("");
});
