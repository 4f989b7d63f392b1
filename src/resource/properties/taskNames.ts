/** The names to look for; `undefined` for any name. */
export function toNames(taskName: unknown): readonly string[] | undefined {
  if (taskName === undefined || taskName === null) return undefined;
  const names: readonly unknown[] = Array.isArray(taskName) ? taskName : [taskName];
  return names.filter((name) => typeof name === "string");
}

/** Names for people: `EXTEND or ChangeInstanceSpec task`; `task` for any name. */
export function describeNames(
  taskName: unknown,
  isUnknown: (value: unknown) => boolean = () => false,
): string {
  const names = toNames(taskName) ?? [];
  return names.length === 0 || names.some(isUnknown) ? "task" : `${names.join(" or ")} task`;
}
