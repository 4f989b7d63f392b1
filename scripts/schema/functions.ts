import { describe } from "./describe.ts";
import { commentOf, membersOf } from "./members.ts";
import type { Sources } from "./sources.ts";
import { type FunctionSpec, tokenOf } from "./spec.ts";
import type { TypeReader } from "./types.ts";

/** A function of the TypeScript package that is one of the plugin. */
interface FunctionSource {
  readonly file: string;
  readonly functionName: string;
  readonly argsName: string;
  readonly resultName: string;
}

const ARGS_FILE = "pulumi/look/args.ts";

const functions: Readonly<Record<string, FunctionSource>> = {
  getTask: {
    file: "pulumi/look/getBackgroundTask.ts",
    functionName: "getBackgroundTask",
    argsName: "GetBackgroundTaskArgs",
    resultName: "GetBackgroundTaskResult",
  },
  getTasks: {
    file: "pulumi/look/getBackgroundTasks.ts",
    functionName: "getBackgroundTasks",
    argsName: "GetBackgroundTasksArgs",
    resultName: "GetBackgroundTasksResult",
  },
};

/** The files of `src` that say what the functions are. */
export const functionFiles: readonly string[] = [
  ARGS_FILE,
  ...Object.values(functions).map(({ file }) => file),
];

/** The functions by their tokens. */
export function makeFunctions(
  sources: Sources,
  types: TypeReader,
): Readonly<Record<string, FunctionSpec>> {
  const objectNamed = (name: string) =>
    types.objectOf(membersOf(sources.exported(ARGS_FILE, name), sources));
  const entries = Object.entries(functions).map(([name, source]) => {
    const { file, functionName, argsName, resultName } = source;
    const spec: FunctionSpec = {
      description: describe(commentOf(sources.exported(file, functionName), sources)),
      inputs: objectNamed(argsName),
      outputs: objectNamed(resultName),
    };
    return [tokenOf(name), spec] as const;
  });
  return Object.fromEntries(entries);
}
