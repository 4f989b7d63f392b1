import { execFileSync } from "node:child_process";

/** What `npm pack` made. */
export interface Packed {
  readonly filename: string;
  readonly files: readonly unknown[];
  /** In bytes. */
  readonly size: number;
}

/** Packs what is built of a checkout, without building it. */
export function pack(root: string, folder: string): Packed {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  return parsePacked(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
}

/** Older versions of npm print a list, newer ones an object by name. */
function parsePacked(text: string): Packed {
  const [packed] = Object.values(JSON.parse(text) as Record<string, Packed>);
  if (!packed) throw new Error("npm pack made nothing");
  return packed;
}
