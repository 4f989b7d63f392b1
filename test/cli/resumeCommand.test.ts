import { execFileSync } from "node:child_process";
import { Command } from "commander";
import { type Changes, resumeCommand } from "../../src/cli/resumeCommand";

/** The words of a command line, as a shell reads them. */
function wordsOf(line: string): string[] {
  const script = `for word in ${line}; do printf '%s\\0' "$word"; done`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

function resume(...args: string[]): string {
  return resumeWith({}, ...args);
}

function resumeWith(changes: Changes, ...args: string[]): string {
  let line = "";
  new Command("wait")
    .argument("<instance id>")
    .argument("<task id>")
    .option("--region <id>")
    .option("--timeout <seconds>", "", "3600")
    .option("--profile <name>")
    .option("--name <name>", "", (value, earlier?: readonly string[]) => [
      ...(earlier ?? []),
      value,
    ])
    .option("--json")
    .action((_instance: string, _task: string, _flags: unknown, command: Command) => {
      line = resumeCommand("npx pulumi-huaweicloud-dcs", command, changes);
    })
    .parse(args, { from: "user" });
  return line;
}

test("repeats the arguments and every given option, and no other", () => {
  expect(resume("i", "t", "--json", "--region=cn-north-4")).toBe(
    "npx pulumi-huaweicloud-dcs wait i t --region cn-north-4 --json",
  );
  expect(resume("i", "t", "--timeout", "3600")).toMatch(/ --timeout 3600$/);
});

test("repeats an option that was given several times", () => {
  expect(resume("i", "t", "--name", "EXTEND", "--name", "two words")).toMatch(
    / wait i t --name EXTEND --name 'two words'$/,
  );
});

test("takes other arguments, and leaves options out", () => {
  const changes = { args: ["i", "chosen"], without: ["--name"] };
  expect(resumeWith(changes, "i", "t", "--name", "EXTEND", "--timeout", "10m")).toMatch(
    / wait i chosen --timeout 10m$/,
  );
});

test("an argument that begins with a dash follows the options", () => {
  const again = resume("--timeout", "2", "--", "-x", "t");
  expect(again).toBe("npx pulumi-huaweicloud-dcs wait --timeout 2 -- -x t");
  expect(resume(...wordsOf(again).slice(3))).toBe(again);
  expect(resumeWith({ args: ["i", "-t"] }, "i", "t")).toMatch(/ wait -- i -t$/);
});

test.each([
  "plain",
  "two words",
  "it's",
  "$HOME `id`",
  '"',
  "",
  "*",
  "~",
  "a\nb",
  "=x",
  "\\",
  "!1",
])("a shell reads the value %j as it was given", (value) => {
  const words = ["npx", "pulumi-huaweicloud-dcs", "wait", "i", "t", "--profile", value];
  expect(wordsOf(resume("i", "t", "--profile", value))).toEqual(words);
});
