// What packages, with all that they depend on, take on the disk.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Bytes and number of packages; `names` are looked up as from `folder`. */
export function measureSize(names, folder) {
  const found = new Set();
  for (const name of names) collect(name, folder, found);
  const bytes = [...found].reduce((sum, one) => sum + sizeOf(one), 0);
  return { bytes, packages: found.size };
}

/** The runtime dependencies that a package names. */
export function dependenciesOf(folder) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.keys(dependencies);
}

function collect(name, from, found) {
  const folder = find(name, from);
  if (found.has(folder)) return;
  found.add(folder);
  for (const dependency of dependenciesOf(folder)) collect(dependency, folder, found);
}

function find(name, from) {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return folder;
  if (dirname(from) === from) throw new Error(`${name} is not installed`);
  return find(name, dirname(from));
}

/** Bytes of disk of a folder's own files: packages nested in it count where they are depended on. */
function sizeOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .map((entry) => [entry, join(folder, entry.name)])
    .reduce(
      (sum, [entry, path]) =>
        sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).blocks * 512),
      0,
    );
}
