import type { WireRequest } from "./wireRequest";

/** The members of a JSON object; an empty one stands for whatever is not an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The body of a request, as far as it is a JSON object. */
export function jsonBody({ body }: Pick<WireRequest, "body">): JsonObject {
  try {
    return objectAt(JSON.parse(Buffer.from(body).toString()));
  } catch {
    return {};
  }
}

/** The object at a path; an empty one where there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  const object =
    typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const [name, ...rest] = path;
  return name === undefined ? object : objectAt(object[name], ...rest);
}
