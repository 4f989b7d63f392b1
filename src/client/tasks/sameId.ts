/**
 * Whether two ids are the same. The service writes an id with dashes in one place and without them in
 * another, and in lower or upper case.
 */
export function isSameId(one: string | undefined, other: string): boolean {
  return one === other || (one !== undefined && normalize(one) === normalize(other));
}

function normalize(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}
