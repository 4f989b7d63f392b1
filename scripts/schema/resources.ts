import { describe } from "./describe.ts";
import { replacingInputs } from "./extras.ts";
import { commentOf, membersOf } from "./members.ts";
import type { Sources } from "./sources.ts";
import { type Properties, type ResourceSpec, tokenOf } from "./spec.ts";
import type { TypeReader } from "./types.ts";

/** A class of the TypeScript package that is a resource of the plugin. */
interface ResourceSource {
  readonly file: string;
  readonly className: string;
  readonly argsName: string;
  /** Type of the dynamic resource, whose state the plugin can take over. */
  readonly dynamicType: string;
  /** Descriptions of inputs that the arguments' type shares with another resource. */
  readonly descriptions?: Readonly<Record<string, string>>;
  /** Descriptions of inputs that are outputs too, although the class has no such property. */
  readonly echoes?: Readonly<Record<string, string>>;
}

const ARGS_FILE = "pulumi/args.ts";

const resources: Readonly<Record<string, ResourceSource>> = {
  Task: {
    file: "pulumi/backgroundTask.ts",
    className: "BackgroundTask",
    argsName: "BackgroundTaskArgs",
    dynamicType: "pulumi-nodejs:dynamic:DcsTask",
    // There "taskName" is both the names to look for and the name that was found.
    echoes: { taskNames: "The names to look for, as given; absent for any name." },
  },
  Tasks: {
    file: "pulumi/instanceTasks.ts",
    className: "InstanceTasks",
    argsName: "InstanceTasksArgs",
    dynamicType: "pulumi-nodejs:dynamic:DcsTasks",
    descriptions: {
      taskNames: 'Names of the tasks to wait for, such as `["EXTEND"]`. Default: any name.',
    },
  },
};

/** The files of `src` that say what the resources are. */
export const resourceFiles: readonly string[] = [
  ARGS_FILE,
  ...Object.values(resources).map(({ file }) => file),
];

/** The resources by their tokens. */
export function makeResources(
  sources: Sources,
  types: TypeReader,
): Readonly<Record<string, ResourceSpec>> {
  const entries = Object.entries(resources).map(([name, source]) => {
    const { file, className, argsName, dynamicType, descriptions, echoes = {} } = source;
    const resource = sources.exported(file, className);
    const outputs = types.objectOf(membersOf(resource, sources));
    const inputs = types.objectOf(membersOf(sources.exported(ARGS_FILE, argsName), sources));
    const spec: ResourceSpec = {
      description: describe(commentOf(resource, sources)),
      properties: { ...outputs.properties, ...pick(inputs.properties, echoes) },
      required: outputs.required ?? [],
      inputProperties: markReplacing({
        ...inputs.properties,
        ...pick(inputs.properties, descriptions),
      }),
      requiredInputs: inputs.required ?? [],
      aliases: [{ type: dynamicType }],
    };
    return [tokenOf(name), spec] as const;
  });
  return Object.fromEntries(entries);
}

/** Some of the properties, with other descriptions. */
function pick(
  properties: Properties,
  descriptions: Readonly<Record<string, string>> = {},
): Properties {
  const entries = Object.entries(descriptions).map(([name, description]) => {
    const { [name]: spec } = properties;
    if (!spec) throw new Error(`there is no input "${name}"`);
    return [name, { ...spec, description }] as const;
  });
  return Object.fromEntries(entries);
}

function markReplacing(properties: Properties): Properties {
  const entries = Object.entries(properties).map(([name, spec]) => {
    const isReplacing = replacingInputs.includes(name);
    return [name, isReplacing ? { ...spec, willReplaceOnChanges: true } : spec] as const;
  });
  return Object.fromEntries(entries);
}
