import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../../support/pulumi/engineFolder";

/** A property of the schema, or the type of its elements. */
interface PropertySchema {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: PropertySchema;
  readonly additionalProperties?: PropertySchema;
  readonly description?: string;
  readonly default?: unknown;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
}

export type PropertySchemas = Readonly<Record<string, PropertySchema>>;

interface ObjectSchema {
  readonly description?: string;
  readonly properties: PropertySchemas;
  readonly required?: readonly string[];
}

interface EnumValueSchema {
  readonly name: string;
  readonly value: string;
  readonly description: string;
}

interface ResourceSchema extends ObjectSchema {
  readonly inputProperties: PropertySchemas;
  readonly requiredInputs: readonly string[];
  readonly aliases: readonly { readonly type: string }[];
}

/** The parts of src/plugin/schema.json that tests look at. */
export interface PackageSchema {
  readonly name: string;
  readonly version?: string;
  readonly pluginDownloadURL: string;
  readonly config: { readonly variables: PropertySchemas };
  readonly provider: { readonly inputProperties: PropertySchemas };
  readonly types: Readonly<
    Record<string, Partial<ObjectSchema> & { readonly enum?: readonly EnumValueSchema[] }>
  >;
  readonly resources: Readonly<Record<string, ResourceSchema>>;
  readonly functions: Readonly<
    Record<string, { readonly inputs: ObjectSchema; readonly outputs: ObjectSchema }>
  >;
}

/** The committed schema of the plugin. */
export const schemaFile = path.join(repository, "src/plugin/schema.json");

export function readSchema(): PackageSchema {
  return JSON.parse(readFileSync(schemaFile, "utf8")) as PackageSchema;
}

/** Every object in a JSON value, however deep, with the path to it. */
export function objectsIn(
  value: unknown,
  at = "",
): (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, each]) => objectsIn(each, `${at}/${name}`));
  return [[at, value as Readonly<Record<string, unknown>>], ...inner];
}
