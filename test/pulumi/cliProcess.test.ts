import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findCli } from "../../src/engine/cliProcess";

let folder: string;
const started: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dcs-cli-"));
});
afterAll(async () => {
  // Each leads a group of its own, with the process that it has started.
  for (const { pid } of started) if (pid !== undefined) process.kill(-pid, "SIGKILL");
  await rm(folder, { recursive: true });
});

/** Starts a plugin through shells, each of which starts the next; gives the ids of the first and the plugin. */
async function startUnder(shells: readonly string[], argv0?: string) {
  // The last command keeps a shell from making way for the one before it.
  const words = shells.flatMap((shell) => [shell, "-c", '"$@"; :', "_"]);
  const [command, ...rest] = [...words, "sh", "-c", "echo $$; sleep 600"];
  const child = spawn(command, rest, { detached: true, argv0 });
  started.push(child);
  const [printed] = (await once(child.stdout, "data")) as [Buffer];
  return { first: child.pid, plugin: Number(printed.toString()) };
}

/** A shell under another name: a program of its own. */
async function shellNamed(name: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(folder, "shell-")), name);
  await copyFile("/bin/sh", file);
  return file;
}

test.each(["pulumi", ".pulumi-wrapped", "pulumi-v3.259.0"])("%s is the CLI", async (name) => {
  const { first, plugin } = await startUnder([await shellNamed(name)]);
  expect(findCli(plugin)).toBe(first);
});

test("the CLI is found behind a link of another name", async () => {
  const link = path.join(folder, "p");
  await symlink(await shellNamed("pulumi"), link);
  const { first, plugin } = await startUnder([link]);
  expect(findCli(plugin)).toBe(first);
});

test("a command line that names it does not make a process the CLI", async () => {
  const { plugin } = await startUnder([await shellNamed("node")], "npm exec test/pulumi");
  expect(findCli(plugin)).toBeUndefined();
});

test("the CLI is found behind the script that starts the plugin, and wrappers", async () => {
  const script = await shellNamed("pulumi-resource-pulumi-nodejs");
  const { first, plugin } = await startUnder([await shellNamed("pulumi"), "sh", script, "sh"]);
  expect(findCli(plugin)).toBe(first);
});

test.each(["node", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"])(
  "%s is not the CLI",
  async (name) => {
    const { plugin } = await startUnder([await shellNamed(name)]);
    expect(findCli(plugin)).toBeUndefined();
  },
);
