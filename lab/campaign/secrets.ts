import { inspect, type InspectOptions } from "node:util";

const ALL: InspectOptions = {
  depth: 12,
  showHidden: true,
  getters: true,
  maxArrayLength: null,
  maxStringLength: null,
};

/** Which of `secrets` can be read in `values`, however deep: in what a logger might print. */
export function findSecrets(values: readonly unknown[], secrets: ReadonlySet<string>): string[] {
  const text = values.map((value) => `${inspect(value, ALL)}\n${toJson(value)}`).join("\n");
  return [...secrets].filter((secret) => text.includes(secret));
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "";
  }
}

/** Whether a message holds what a terminal would obey. */
export function hasControlCharacters(value: unknown): boolean {
  // Any control character but the tab and the line feed.
  return value instanceof Error && /[^\P{Cc}\t\n]/u.test(value.message);
}
