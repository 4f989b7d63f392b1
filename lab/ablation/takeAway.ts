import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "./part.ts";

/**
 * What of `parts` is not found exactly once in the build `dist`, in words that name the part and the
 * file.
 */
export function findMissing(parts: readonly Part[], dist: string): string[] {
  return parts.flatMap(({ name, changes }) =>
    changes.flatMap(({ file, text }) => {
      const times = piecesOf(join(dist, file), text).length - 1;
      if (times === 1) return [];
      const found = existsSync(join(dist, file))
        ? `has ${times} times, not once,`
        : "does not exist; it should have";
      return [`"${name}": ${file} ${found} the text\n    ${text}`];
    }),
  );
}

/** Copies the build `dist` to `copy`, without the part. */
export function takeAway(
  { changes }: Part,
  { dist, copy }: { readonly dist: string; readonly copy: string },
): void {
  rmSync(copy, { recursive: true, force: true });
  cpSync(dist, copy, { recursive: true });
  for (const { file, text, instead } of changes) {
    const path = join(copy, file);
    writeFileSync(path, piecesOf(path, text).join(instead));
  }
}

function piecesOf(path: string, text: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split(text) : [""];
}
