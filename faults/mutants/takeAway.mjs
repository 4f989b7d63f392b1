import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What of `guards` is not found exactly once in `dist`, in words that name the guard and the file. */
export function findMissing(guards, dist) {
  return guards.flatMap(({ name, changes }) =>
    changes.flatMap(({ file, text }) => {
      const times = partsOf(join(dist, file), text).length - 1;
      if (times === 1) return [];
      const found = existsSync(join(dist, file))
        ? `has ${times} times, not once,`
        : "does not exist; it should have";
      return [`the guard "${name}": ${file} ${found} the text\n    ${text}`];
    }),
  );
}

/** Copies `dist` to `copy`, without the guard. */
export function takeAway({ changes }, { dist, copy }) {
  rmSync(copy, { recursive: true, force: true });
  cpSync(dist, copy, { recursive: true });
  for (const { file, text, instead } of changes) {
    const path = join(copy, file);
    writeFileSync(path, partsOf(path, text).join(instead));
  }
}

function partsOf(path, text) {
  return existsSync(path) ? readFileSync(path, "utf8").split(text) : [""];
}
