import { printable } from "../../printable";

/** What the service says in place of what it was asked for. */
export interface Said {
  /** A code, a message, or both; empty where there is neither. */
  readonly text: string;
  /** The service's own code, such as `DCS.5000`. */
  readonly serviceCode?: string | undefined;
}

const LONGEST = 300;
const MOST_NAMES = 5;
/** Letters and digits like those of a key. The reader does not know which ones a server may echo. */
const KEY_LIKE = /[\w+/=%&#;-]{20,}/g;

/** The words of an answer with status 200 that is an error body: `{error_code, error_msg}` and alike. */
export function saidBy(answer: unknown): Said {
  if (!isObject(answer)) return { text: "" };
  const inner = isObject(answer["error"]) ? answer["error"] : answer;
  const serviceCode = shown(inner["error_code"] ?? inner["errorCode"] ?? inner["code"]);
  const message = shown(inner["error_msg"] ?? inner["errorMsg"] ?? inner["message"]);
  const text = [serviceCode, message].filter(Boolean).join(": ");
  return { text, serviceCode: serviceCode || undefined };
}

/** The first fields of an answer, by their names. */
export function describeFields(answer: unknown): string {
  if (!isObject(answer)) return "";
  const names: string[] = [];
  // There may be thousands.
  for (const name in answer) {
    if (names.length === MOST_NAMES) return `${names.join(", ")} …`;
    names.push(`"${shown(name)}"`);
  }
  return names.join(", ");
}

function shown(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  const text = printable(String(value).slice(0, LONGEST));
  return text.replace(KEY_LIKE, (run) => (/\d/.test(run) ? "***" : run));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
