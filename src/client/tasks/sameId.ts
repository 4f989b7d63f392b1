/**
 * Whether two ids name the same thing. The service writes an id with dashes in one place and without
 * them in another, and hexadecimal digits have no case.
 */
export function isSameId(one: string | undefined, other: string): boolean {
  return one === other || (one !== undefined && normalize(one) === normalize(other));
}

function normalize(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}
