import type { PackageManager } from "./packageManagers.ts";
import type { Way } from "./programs.ts";
import { type InstalledProject, installProject, type ProjectOptions } from "./project.ts";
import { type Cell, skipReason } from "./skips.ts";
import { tryWay } from "./tryWay.ts";

/** What became of a cell. */
export interface CellResult {
  readonly manager: string;
  readonly layout: string;
  /** Of the package manager. */
  readonly version: string;
  /** The version of Node.js. */
  readonly node: string;
  readonly way: string;
  readonly result: "passed" | "failed" | "skipped";
  /** Why it failed or was skipped. */
  readonly reason?: string;
}

type Outcome = Pick<CellResult, "result" | "reason">;

/** Such as "pnpm isolated (its default) · Node 24.21.0 · tsx". */
export function nameOf({ manager, node, way }: Cell): string {
  return `${manager.name} ${manager.layout} · Node ${node.version} · ${way.name}`;
}

/** Tries all ways of running a program in one installed project. */
export async function tryCells(
  options: ProjectOptions,
  ways: readonly Way[],
): Promise<CellResult[]> {
  const { manager, node } = options;
  let project: Promise<InstalledProject> | undefined; // Installed once, for the first way that is tried.
  const done: CellResult[] = [];
  try {
    for (const way of ways) {
      const reason = skipReason({ manager, node, way });
      const outcome = reason
        ? ({ result: "skipped", reason } as const)
        : await outcomeOf(async () => {
            project ??= installProject(options);
            await tryWay(await project, way, node.version);
          });
      const name = nameOf({ manager, node, way });
      const { result } = outcome;
      console.error([name, result, ...(outcome.reason ? [outcome.reason] : [])].join(": "));
      done.push({ ...placeOf(manager), node: node.version, way: way.name, ...outcome });
    }
  } finally {
    await project?.then(
      (installed) => {
        installed.remove();
      },
      () => undefined,
    );
  }
  return done;
}

function placeOf({ name, layout, tool }: PackageManager) {
  return { manager: name, layout, version: tool.version };
}

async function outcomeOf(run: () => Promise<void>): Promise<Outcome> {
  try {
    await run();
    return { result: "passed" };
  } catch (error) {
    return { result: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}
