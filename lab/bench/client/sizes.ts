// What packages, with all that they depend on, take on the disk.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What packages take together with all that they depend on. */
export interface Size {
  readonly bytes: number;
  readonly packages: number;
}

/** `names` are looked up as from `folder`. */
export function measureSize(names: readonly string[], folder: string): Size {
  const found = new Set<string>();
  for (const name of names) collect(name, { from: folder, found });
  const bytes = [...found].reduce((sum, one) => sum + sizeOf(one), 0);
  return { bytes, packages: found.size };
}

/** The runtime dependencies that a package names. */
export function dependenciesOf(folder: string): string[] {
  return parseDependencies(readFileSync(path.join(folder, "package.json"), "utf8"));
}

function parseDependencies(text: string): string[] {
  const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies);
}

function collect(name: string, { from, found }: { from: string; found: Set<string> }): void {
  const folder = find(name, from);
  if (found.has(folder)) return;
  found.add(folder);
  for (const dependency of dependenciesOf(folder)) collect(dependency, { from: folder, found });
}

function find(name: string, from: string): string {
  const folder = path.join(from, "node_modules", name);
  if (existsSync(path.join(folder, "package.json"))) return folder;
  if (path.dirname(from) === from) throw new Error(`${name} is not installed`);
  return find(name, path.dirname(from));
}

/** Bytes of disk of a folder's own files: packages nested in it count where they are depended on. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .map((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? sizeOf(file) : statSync(file).blocks * 512;
    })
    .reduce((sum, size) => sum + size, 0);
}
