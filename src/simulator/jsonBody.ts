import type { WireRequest } from "./wireRequest";

/** The members of a JSON object; anything else becomes an empty object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The body of a request; empty if it is not a JSON object. */
export function jsonBody({ body }: Pick<WireRequest, "body">): JsonObject {
  try {
    return objectAt(JSON.parse(Buffer.from(body).toString()));
  } catch {
    return {};
  }
}

/** The object at a path; empty if there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  const object =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const [name, ...rest] = path;
  return name === undefined ? object : objectAt(object[name], ...rest);
}
