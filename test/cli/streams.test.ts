import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Simulator, startSimulator } from "../../src/simulator";
import { closeServers, serve } from "../client/support/answerServer";
import { repository } from "../support/pulumi/engineFolder";
import { environmentOf } from "./support/dcsTask";

jest.setTimeout(300_000);

let simulator: Simulator;
beforeAll(async () => {
  const long = { name: "long", steps: [{ name: "copy", seconds: 100_000 }] };
  simulator = await startSimulator({ scenarios: ["done", "fails", long], speed: 20 });
});
afterEach(closeServers);
afterAll(() => simulator.close());

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a bash line in which `dcs-task` is a separate process with real pipes. The code is that of
 * `dcs-task`, at any position in the pipeline.
 */
function inShell(line: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const cli = ["--require", path.join(__dirname, "support/requireTs.js"), "src/cli/main.ts"];
  const script = `dcs-task() { "$NODE" ${cli.join(" ")} "$@"; }; ${line}; exit "\${PIPESTATUS[0]}"`;
  const { instanceId, tasks } = simulator;
  const { done = "", fails = "", long = "" } = tasks;
  return new Promise((resolve) => {
    const child = execFile(
      "bash",
      ["--norc", "-c", script],
      {
        cwd: repository,
        env: {
          PATH: process.env["PATH"],
          NODE: process.execPath,
          ...{ I: instanceId, DONE: done, FAILS: fails, LONG: long },
          ...environmentOf(simulator),
          ...env,
        },
      },
      (_error, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      },
    );
  });
}

const full = "cannot write to standard output: ENOSPC: no space left on device";

describe("output whose reader closes the pipe", () => {
  test.each([
    ["show", "dcs-task show $I $DONE | true", 0],
    ["report", "dcs-task report $I $DONE | true", 0],
    ["the help", "dcs-task --help | true", 0],
    ["a completion script", "dcs-task completion bash | true", 0],
    ["check", "dcs-task check $I | true", 0],
  ])("of %s ends quietly", async (_, line, code) => {
    expect(await inShell(line)).toEqual({ code, out: "", err: "" });
  });

  test("of wait --json ends the wait with the code of SIGPIPE", async () => {
    const { code, out } = await inShell("dcs-task wait $I $LONG --json --timeout 2 | head -1");
    expect(code).toBe(141);
    expect(out).toMatch(/^\{"event":"progress",.*\}\n$/);
  });

  test("of list stops the reading of pages, silently, with code 0", async () => {
    let page = 0;
    const { url, requests } = await serve((response) => {
      page += 1;
      const tasks = Array.from({ length: 100 }, (_, at) => ({ id: `t${page}-${at}` }));
      const body = JSON.stringify({ task_count: "5000000", tasks });
      setTimeout(() => response.end(body), 50);
    });
    const place = `--endpoint ${url} --project-id p`;
    const ran = await inShell(`dcs-task list $I --json ${place} | head -1`);
    expect(ran).toEqual({ code: 0, out: '{"id":"t1-0"}\n', err: "" });
    expect(requests.length).toBeLessThan(100);
  });

  test.each([
    ["that failed", "dcs-task wait $I $FAILS 2>&1 | true", 20],
    ["that succeeded", "dcs-task wait $I $DONE 2>&1 | true", 0],
    ["that outlasts the time-out", "dcs-task wait $I $LONG --timeout 2 2>&1 | head -1", 4],
  ])("does not end the wait for a task %s", async (_, line, code) => {
    const ran = await inShell(line);
    expect([ran.code, ran.err]).toEqual([code, ""]);
  });

  test("does not end a wait if standard error has no reader", async () => {
    const ran = await inShell("dcs-task wait $I $LONG --timeout 1 2>&1 >/dev/null | true");
    expect(ran).toEqual({ code: 4, out: "", err: "" });
  });
});

const withFull = existsSync("/dev/full") ? describe : describe.skip;
withFull("output that cannot be written", () => {
  test.each([
    ["show", "dcs-task show $I $DONE >/dev/full", 3],
    ["list", "dcs-task list $I --json >/dev/full", 3],
    ["the help", "dcs-task wait --help >/dev/full", 3],
    ["wait --json", "dcs-task wait $I $LONG --json >/dev/full", 3],
    ["check --json", "dcs-task check --json >/dev/full", 3],
    ["simulate", "dcs-task simulate >/dev/full", 3],
    ["wait for a task that succeeded", "dcs-task wait $I $DONE >/dev/full", 0],
    ["wait for a task that failed", "dcs-task wait $I $FAILS >/dev/full", 20],
  ])("of %s is reported in one line", async (_, line, code) => {
    expect(await inShell(line)).toEqual({ code, out: "", err: `dcs-task: ${full}\n` });
  });

  test.each([
    ["wait --json without a task id", "dcs-task wait $I --json >/dev/full"],
    ["wait --format markdown", "dcs-task wait $I $DONE --format markdown >/dev/full"],
  ])("of %s is reported after what standard error has shown", async (_, line) => {
    const { code, err } = await inShell(line);
    expect(code).toBe(3);
    expect(err.split("\n").at(-2)).toBe(`dcs-task: ${full}`);
  });

  test.each([
    ["a wait that succeeded", "dcs-task wait $I $DONE >/dev/null 2>/dev/full", 0],
    ["a wait that failed", "dcs-task wait $I $FAILS >/dev/null 2>/dev/full", 20],
    ["a wait that timed out", "dcs-task wait $I $LONG --timeout 1 >/dev/null 2>/dev/full", 4],
    ["bad arguments", "dcs-task wait 2>/dev/full", 2],
    ["a request that failed", "HW_SECRET_KEY=x dcs-task show $I $DONE 2>/dev/full", 3],
    ["everything at once", "dcs-task show $I $DONE >/dev/full 2>/dev/full", 3],
  ])("on standard error leaves the exit code of %s", async (_, line, code) => {
    expect((await inShell(line)).code).toBe(code);
  });
});

test("a crash of the program has another exit code than a failed task", async () => {
  // Simulate a bug: the package's own manifest cannot be read.
  const env = { NODE_OPTIONS: `--require ${path.join(__dirname, "support/breakManifest.js")}` };
  const { code, err } = await inShell("dcs-task wait $I $FAILS", env);
  expect(code).toBe(1);
  expect(err).toContain("broken on purpose");
});
