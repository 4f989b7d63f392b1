// Cells that are known not to work, so that they are not tried. Each was seen to fail, for a reason
// that is not the package's.
import type { PackageManager } from "./packageManagers.ts";
import type { Way } from "./programs.ts";
import type { Tool } from "./tools.ts";

/** A place in the table. */
export interface Cell {
  readonly manager: PackageManager;
  readonly node: Tool;
  readonly way: Way;
}

const skips: readonly { reason: string; holds: (cell: Cell) => boolean }[] = [
  {
    reason:
      "`ts-node/esm` looks for packages in `node_modules` by itself, and does not know Plug'n'Play. Use `tsx`, or JavaScript.",
    holds: (cell) => isPlugAndPlay(cell) && cell.way.name === "ts-node/esm",
  },
  {
    reason:
      "While Yarn's loader is in place, Node.js 22 loads CommonJS packages with another `require`, which may not load ES modules such as `ky` or `commander`, and lacks what `ts-node` and `tsx` need. Node.js 24 is not affected.",
    holds: (cell) =>
      isPlugAndPlay(cell) && Number.parseInt(cell.node.version) < 24 && !isPlainModule(cell),
  },
];

function isPlugAndPlay({ manager }: Cell): boolean {
  return manager.layout.startsWith("Plug'n'Play");
}

/** Plain JavaScript modules run on the later releases of Node.js 22 all the same. */
function isPlainModule({ way, node }: Cell): boolean {
  return way.name === "ES modules" && node.version !== "22.12.0";
}

/** Why a cell is not tried, or `undefined`. */
export function skipReason(cell: Cell): string | undefined {
  return skips.find(({ holds }) => holds(cell))?.reason;
}
