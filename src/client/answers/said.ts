import { isRecord } from "../../json";
import { printable } from "../../printable";

/** An error that the service reports in an answer with status 200. */
export interface Said {
  /** Code and message, as far as present; empty if there is neither. */
  readonly text: string;
  /** The service's own code, such as `DCS.5000`. */
  readonly serviceCode?: string | undefined;
}

const MAX_TEXT_LENGTH = 300;
const MAX_FIELD_NAMES = 5;
/** Text that could be a key: this reader does not know the keys that a server may echo. */
const KEY_LIKE = /[\w+/=%&#;-]{20,}/g;

/** Reads an error body such as `{error_code, error_msg}`. */
export function saidBy(answer: unknown): Said {
  if (!isRecord(answer)) return { text: "" };
  const inner = isRecord(answer["error"]) ? answer["error"] : answer;
  const serviceCode = shown(inner["error_code"] ?? inner["errorCode"] ?? inner["code"]);
  const message = shown(inner["error_msg"] ?? inner["errorMsg"] ?? inner["message"]);
  const text = [serviceCode, message].filter(Boolean).join(": ");
  return { text, serviceCode: serviceCode || undefined };
}

/** The names of an answer's first fields, for a message. */
export function describeFields(answer: unknown): string {
  if (!isRecord(answer)) return "";
  const names: string[] = [];
  // Not Object.keys: there may be thousands.
  for (const name in answer) {
    if (names.length === MAX_FIELD_NAMES) return `${names.join(", ")} …`;
    names.push(`"${shown(name)}"`);
  }
  return names.join(", ");
}

function shown(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  const text = printable(String(value).slice(0, MAX_TEXT_LENGTH));
  return text.replace(KEY_LIKE, (run) => (/\d/.test(run) ? "***" : run));
}
