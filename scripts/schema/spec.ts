/** A type in Pulumi's package schema. */
export type TypeSpec =
  | { readonly type: "string" | "number" | "integer" | "boolean" }
  | { readonly type: "array"; readonly items: TypeSpec }
  | { readonly type: "object"; readonly additionalProperties: TypeSpec }
  | { readonly $ref: string };

/** A property of a resource, a function, a type or the provider. */
export type PropertySpec = TypeSpec & {
  readonly description: string;
  /** Default false. */
  readonly secret?: boolean;
  /** Whether the provider replaces the resource when the property changes. Default false. */
  readonly willReplaceOnChanges?: boolean;
};

export type Properties = Readonly<Record<string, PropertySpec>>;

export interface ObjectSpec {
  readonly description?: string;
  readonly type: "object";
  readonly properties: Properties;
  readonly required?: readonly string[];
}

export interface EnumValue {
  readonly name: string;
  readonly value: string;
  readonly description: string;
}

export interface EnumSpec {
  readonly description: string;
  readonly type: "string";
  readonly enum: readonly EnumValue[];
}

export interface ResourceSpec {
  readonly description: string;
  readonly properties: Properties;
  readonly required: readonly string[];
  readonly inputProperties: Properties;
  readonly requiredInputs: readonly string[];
  readonly aliases: readonly { readonly type: string }[];
}

export interface FunctionSpec {
  readonly description: string;
  readonly inputs: ObjectSpec;
  readonly outputs: ObjectSpec;
}

/** Any value. */
export const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

/** The full name of a resource, function or type of the package. */
export function tokenOf(name: string): string {
  return `huaweicloud-dcs:index:${name}`;
}
