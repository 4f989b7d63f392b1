import * as pulumi from "@pulumi/pulumi";

/**
 * Converts `triggers` so that every change is detected. The SDK serialises a date, a map or a function
 * to nothing, and a resource to its id, so that their changes would go unnoticed.
 *
 * @param place - where the value is, for messages
 * @throws {pulumi.RunError} for a value that cannot be compared
 */
export function comparable(value: unknown, place: string): unknown {
  return convert(value, { place, open: [] });
}

/** Where a value is. */
interface Position {
  readonly place: string;
  /** The objects that it is in, outermost first, to find cycles. */
  readonly open: readonly { readonly object: object; readonly place: string }[];
}

function convert(value: unknown, position: Position): unknown {
  const { place, open } = position;
  if (pulumi.Resource.isInstance(value)) {
    const what = "is a resource, whose id stays when the resource changes";
    throw new pulumi.RunError(`${place} ${what}: give outputs of it, such as cache.capacity`);
  }
  if (pulumi.isUnknown(value) || isAsset(value)) return value;
  if (typeof value === "object" && value !== null) {
    const outer = open.find(({ object }) => object === value);
    if (outer) throw cannotCompare(`a reference back to ${outer.place}`, place);
    return convertObject(value, { place, open: [...open, { object: value, place }] });
  }
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") {
    throw cannotCompare(`a ${typeof value}`, place);
  }
  return value;
}

function convertObject(value: object, position: Position): unknown {
  const { place, open } = position;
  if (pulumi.Output.isInstance(value)) return value.apply((inner) => convert(inner, position));
  if (value instanceof Promise) return value.then((inner) => convert(inner, position));
  if (Array.isArray(value)) {
    return value.map((inner: unknown, index) =>
      convert(inner, { place: `${place}[${index}]`, open }),
    );
  }
  // As JSON.stringify does: a Date becomes its ISO text, a URL its address.
  if (hasToJson(value)) return convert(value.toJSON(), position);
  const entries: [string, unknown][] = Object.entries(value);
  const className = classNameOf(value);
  if (entries.length === 0 && className !== undefined) throw cannotCompare(`a ${className}`, place);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, convert(inner, { place: `${place}.${key}`, open })]),
  );
}

function isAsset(value: unknown): boolean {
  return pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value);
}

/** `undefined` for a plain object. */
function classNameOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype ? undefined : value.constructor.name;
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}

function cannotCompare(what: string, place: string): pulumi.RunError {
  return new pulumi.RunError(
    `${place} is ${what}, which Pulumi's state cannot hold: give a text, a number, a list or a plain object`,
  );
}
