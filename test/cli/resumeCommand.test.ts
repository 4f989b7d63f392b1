import { execFileSync } from "node:child_process";
import { Command } from "commander";
import { resumeCommand } from "../../src/cli/resumeCommand";

/** The words of a command line, as a shell reads them. */
function wordsOf(line: string): string[] {
  const script = `for word in ${line}; do printf '%s\\0' "$word"; done`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

function resume(...args: string[]): string {
  let line = "";
  new Command("wait")
    .argument("<instance id>")
    .argument("<task id>")
    .option("--region <id>")
    .option("--timeout <seconds>", "", "3600")
    .option("--profile <name>")
    .option("--json")
    .action((_instance: string, _task: string, _flags: unknown, command: Command) => {
      line = resumeCommand("npx pulumi-huaweicloud-dcs", command);
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
