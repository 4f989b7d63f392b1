import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTerminal } from "../support/pulumi/terminal";
import { runDcsTask } from "./support/dcsTask";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dcs-completion-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function scriptFor(shell: string): Promise<string> {
  const { code, out } = await runDcsTask(undefined, ["completion", shell]);
  expect(code).toBe(0);
  const file = join(folder, `completion.${shell}`);
  writeFileSync(file, out);
  return file;
}

/** `.ci/run` installs the shells; without a shell its test is skipped, with a warning. */
const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;
const testIn = (shell: string) => {
  if (has(shell)) return test;
  console.warn(`skipped: no ${shell} found, so its completion is not tested`);
  return test.skip;
};

/** What a terminal shows after the shell has completed the keys. */
async function typeIn(command: [string, ...string[]], setUp: string, keys: string) {
  const terminal = await openTerminal({
    command,
    columns: 100,
    rows: 24,
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TERM: "screen", PS1: "> " },
  });
  try {
    await terminal.press(setUp, "Enter");
    await terminal.press("clear; echo ready", "Enter");
    await terminal.waitFor(/^ready/m);
    await terminal.press(keys);
    await terminal.press("Tab");
    return await terminal.waitFor(/dcs-task report --format$/m);
  } finally {
    await terminal.kill();
  }
}

testIn("bash")("bash completes an option of a command in a terminal", async () => {
  const file = await scriptFor("bash");
  const screen = await typeIn(
    ["bash", "--norc", "--noprofile"],
    `source ${file}`,
    "dcs-task report --fo",
  );
  expect(screen).toContain("dcs-task report --format");
});

testIn("zsh")("zsh completes an option of a command in a terminal", async () => {
  const file = await scriptFor("zsh");
  const setUp = `autoload -U compinit && compinit -D -u; source ${file}`;
  const screen = await typeIn(["zsh", "-f"], setUp, "dcs-task report --fo");
  expect(screen).toContain("dcs-task report --format");
});

const lines: [string, string[]][] = [
  ["dcs-task w", ["wait"]],
  ["dcs-task show --re", ["--region"]],
  ["dcs-task report --format ", ["html", "markdown", "mermaid"]],
  ["dcs-task completion ", ["bash", "fish", "zsh"]],
  ["dcs-task help si", ["simulate"]],
];

testIn("bash").each(lines)("bash offers for %j %j", async (line, offered) => {
  const file = await scriptFor("bash");
  const words = line.split(" ").map((word) => `"${word}"`);
  const script = `source ${file}; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}
    _dcs_task; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync("bash", ["-c", script], { encoding: "utf8" });
  expect(withoutFlags(out, line)).toEqual(offered);
});

testIn("fish").each(lines)("fish offers for %j %j", async (line, offered) => {
  const file = await scriptFor("fish");
  const out = execFileSync("fish", ["-c", `source ${file}; complete -C "${line}"`], {
    encoding: "utf8",
    env: { ...process.env, HOME: folder },
  });
  // Each is followed by a tab and its description.
  expect(withoutFlags(out.replace(/\t.*/g, ""), line)).toEqual(offered);
});

/** Flags can follow anywhere; ignore them unless the word starts with a dash. */
function withoutFlags(out: string, line: string): string[] {
  const words = out.trim().split("\n");
  return words.filter((word) => line.includes(" --re") || !word.startsWith("-")).toSorted();
}

test.each(["bash", "zsh", "fish"])(
  "the script for %s has every command and option of --help",
  async (shell) => {
    const { out: script } = await runDcsTask(undefined, ["completion", shell]);
    const { out: help } = await runDcsTask(undefined, ["--help"]);
    const commands = [...help.matchAll(/^ {2}(\w+)(?: \[| <| )/gm)].map(([, name = ""]) => name);
    expect(commands).toEqual(expect.arrayContaining(["show", "report", "completion"]));
    for (const command of new Set(commands)) {
      expect(script).toContain(command);
      const { out } = await runDcsTask(undefined, [command, "--help"]);
      for (const [, option = ""] of out.matchAll(/^ +(?:-\w, )?--([\w-]+)/gm)) {
        expect(script).toMatch(new RegExp(`(?:--|-l )${option}\\b`));
      }
    }
  },
);

test("completion rejects another shell and names those that it supports", async () => {
  const { code, err } = await runDcsTask(undefined, ["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(err).toContain("Allowed choices are bash, zsh, fish");
});
