import { inspect } from "node:util";

/** Everything that can be read of a value, however deep: what a logger might print. */
function allTextOf(value) {
  const options = {
    depth: 12,
    showHidden: true,
    getters: true,
    maxArrayLength: null,
    maxStringLength: null,
  };
  return `${inspect(value, options)}\n${toJson(value)}`;
}

function toJson(value) {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** Which of `secrets` can be read in `values`. */
export function findSecrets(values, secrets) {
  const text = values.map(allTextOf).join("\n");
  return [...secrets].filter((secret) => text.includes(secret));
}

/** Whether a message holds what a terminal would obey. */
export function hasControlCharacters(value) {
  // Any control character but the tab and the line feed.
  return /[^\P{Cc}\t\n]/u.test(value?.message ?? "");
}
