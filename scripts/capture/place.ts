import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const inRoot = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

export const captures = inRoot("docs/captures");
export const demo = inRoot("scripts/demo.ts");
export const demoResize = inRoot("scripts/demoResize.ts");
export const dcsTask = inRoot("dist/cli/main.js");
export const stepsFile = inRoot("scripts/capture/steps.json");

/** For files that are not kept. */
export const folder = mkdtempSync(path.join(tmpdir(), "dcs-capture-"));
process.once("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});

/** These would decide what is a terminal, what is a log, and what is coloured. */
const disturbing = ["CI", "TMUX", "PULUMI_DCS_PROGRESS", "NO_COLOR"];

/** The environment of all that is captured. */
export const env: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !disturbing.includes(entry[0]),
    ),
  ),
  LC_ALL: "C.UTF-8",
};

/** Tasks of a simulator, and the environment in which they are found. */
export interface SimulatedTasks {
  readonly instanceId: string;
  /** Ids by scenario. */
  readonly tasks: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Writes a capture, without the blanks around it. */
export function save(name: string, text: string): void {
  mkdirSync(captures, { recursive: true });
  const lines = text.split("\n").map((line) => line.trimEnd());
  const trimmed = lines.join("\n").replace(/^\n+|\n+$/g, "");
  writeFileSync(path.join(captures, `${name}.txt`), `${trimmed}\n`);
  console.log(`docs/captures/${name}.txt`);
}
