import { signRequest } from "pulumi-huaweicloud-dcs/client";

/** An answer that is not 2xx. */
export class CallError extends Error {
  readonly status: number;
  /** The `error_code` of the answer. */
  readonly code: string;

  constructor(message: string, status: number, code: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Whether an error says that the instance is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof CallError && error.status === 404;

/**
 * Makes one signed call of DCS.
 *
 * @throws {@link CallError} for any answer that is not 2xx
 */
export async function callDcs<T>(method: string, path: string, content?: object): Promise<T> {
  const region = read("HW_REGION_NAME");
  const endpoint = read(`HUAWEICLOUD_SDK_REGION_DCS_${region.toUpperCase().replaceAll("-", "_")}`);
  const credentials = { accessKey: read("HW_ACCESS_KEY"), secretKey: read("HW_SECRET_KEY") };
  const url = `${endpoint}/v2/${read("HW_PROJECT_ID")}/${path}`;
  const body = content && JSON.stringify(content);
  const headers = signRequest({ method, url }, credentials, { body });
  // fetch itself sends the host.
  delete headers["host"];
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (!answer.ok) {
    throw new CallError(`${method} ${path}: ${answer.status} ${text}`, answer.status, codeIn(text));
  }
  return (text === "" ? {} : JSON.parse(text)) as T;
}

function codeIn(text: string): string {
  const [, code = ""] = /"error_code":"([^"]*)"/.exec(text) ?? [];
  return code;
}

function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
