import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Simulator } from "../../src/simulator";
import { progressPath, vendorGet } from "../simulator/support/vendorGet";

type Child = ChildProcessByStdio<null, Readable, Readable>;

const started: Child[] = [];
afterEach(() => {
  for (const child of started.splice(0)) {
    child.kill("SIGKILL");
  }
});

function start(...args: string[]): Child {
  const child = spawn(
    process.execPath,
    ["--require", join(__dirname, "support/requireTs.js"), "src/cli/main.ts", ...args],
    { cwd: join(__dirname, "../.."), stdio: ["ignore", "pipe", "pipe"] },
  );
  started.push(child);
  return child;
}

async function connectionOf(child: Child): Promise<Simulator> {
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return JSON.parse(chunk.toString()) as Simulator;
}

it.each(["SIGINT", "SIGTERM"] as const)(
  "dcs-task simulate ends with exit code 0 on %s, also with a connection open",
  async (signal) => {
    const child = start("simulate", "--scenario", "quick");
    const connection = await connectionOf(child);
    expect((await vendorGet(connection, progressPath(connection, "quick"))).status).toBe(200);
    await (await fetch(connection.url)).text();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  },
);

it("dcs-task simulate ends when the reader of its output closes the pipe", async () => {
  const child = start("simulate", "--scenario", "quick");
  const connection = await connectionOf(child);
  child.stdout.destroy();
  const exit = once(child, "exit");
  await vendorGet(connection, progressPath(connection, "quick")).catch(() => undefined);
  expect(await exit).toEqual([0, null]);
});

it("dcs-task ends with exit code 2 and one line for an invalid argument", async () => {
  const child = start("simulate", "--scenario", "nope");
  const [chunk] = (await once(child.stderr, "data")) as [Buffer];
  expect(await once(child, "exit")).toEqual([2, null]);
  expect(chunk.toString()).toMatch(/^dcs-task simulate: --scenario: [^\n]*\n$/);
});

it.each([
  [
    "20.19.0",
    2,
    /^dcs-task needs Node 22\.12 or newer, and this is Node 20\.19\.0: update Node\n$/,
  ],
  [
    "22.11.9",
    2,
    /^dcs-task needs Node 22\.12 or newer, and this is Node 22\.11\.9: update Node\n$/,
  ],
  ["22.12.0", 0, /^$/],
])("dcs-task on Node %s ends with exit code %i", async (version, code, message) => {
  const [loader, fake] = ["requireTs.js", "fakeNodeVersion.js"].map(
    (file) => `./test/cli/support/${file}`,
  );
  const required = ["--require", loader ?? "", "--require", fake ?? ""];
  const child = spawn(process.execPath, [...required, "src/cli/main.ts", "--version"], {
    cwd: join(__dirname, "../.."),
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, FAKE_NODE_VERSION: version },
  });
  let err = "";
  child.stderr.on("data", (part: Buffer) => (err += part.toString()));
  expect(await once(child, "close")).toEqual([code, null]);
  expect(err).toMatch(message);
});
