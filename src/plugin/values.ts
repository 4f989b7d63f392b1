import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isRecord } from "../json";

/** Properties of a resource, a provider or a function, as plain JSON. */
export type Properties = Record<string, unknown>;

/** Stands for a value that only the real run will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine has a placeholder for each type; see `pkg/resource/plugin/rpc.go` of Pulumi's Go SDK. */
const placeholders: ReadonlySet<unknown> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The field that marks an object as a special value, and its contents. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Whether a value will be known only in the real run. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether a value, or a part of it, will be known only in the real run. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(hasUnknown);
}

/** Reads properties. Secrets and outputs become their values, resources their ids. */
export function fromStruct(struct: Struct | undefined): Properties {
  return fieldsOf(struct?.toJavaScript() ?? {});
}

/** The secrets among properties, each with the name of the property that it is in. */
export function findSecretValues(
  struct: Struct | undefined,
): (readonly [name: string, value: unknown])[] {
  return Object.entries(struct?.toJavaScript() ?? {}).flatMap(([name, value]) =>
    secretsIn(value).map((secret) => [name, secret] as const),
  );
}

/**
 * Writes properties. Fields that are `undefined` are left out.
 *
 * @param secretNames - the properties to mark as secret
 */
export function toStruct(
  properties: object,
  secretNames: ReadonlySet<string> = new Set<string>(),
): Struct {
  const entries = Object.entries(properties).map(([name, value]: [string, unknown]) => {
    const isMarked = secretNames.has(name) && value !== undefined;
    return [name, isMarked ? { [SIGNATURE]: SECRET, value } : value];
  });
  const plain: unknown = JSON.parse(JSON.stringify(Object.fromEntries(entries)));
  return Struct.fromJavaScript(plain as never);
}

function secretsIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const isSecret = isRecord(value) && value[SIGNATURE] === SECRET;
  return isSecret ? [plainOf(value)] : Object.values(value).flatMap(secretsIn);
}

function fieldsOf(fields: Readonly<Record<string, unknown>>): Properties {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainOf(value)]));
}

function plainOf(value: unknown): unknown {
  if (placeholders.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isRecord(value)) return value;
  switch (value[SIGNATURE]) {
    case SECRET:
      return plainOf(value["value"]);
    case OUTPUT:
      return "value" in value ? plainOf(value["value"]) : UNKNOWN;
    case RESOURCE:
      return plainOf(value["id"] ?? value["urn"]);
    default:
      return fieldsOf(value);
  }
}
