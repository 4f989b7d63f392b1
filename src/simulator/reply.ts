/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  /** Text is sent unchanged, anything else as JSON. */
  readonly body: unknown;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** An error answer of the API gateway; the request id is filled in when it is sent. */
export function gatewayError(status: number, code: string, message: string): Reply {
  return { status, body: { error_msg: message, error_code: code, request_id: requestIdSlot } };
}

/** An error answer of the service itself. */
export function serviceError(status: number, code: string, message: string): Reply {
  return { status, body: { error_msg: message, error_code: code, error_ext_msg: null } };
}

/** The body as sent over the wire. */
export function wireBody({ body }: Reply, requestId: string): string {
  if (typeof body === "string") {
    return body;
  }
  if (isGatewayBody(body)) {
    return JSON.stringify({ ...body, request_id: requestId });
  }
  return JSON.stringify(body);
}

/** The `error_code` of an answer's body, if it has one. */
export function errorCodeOf({ body }: Reply): string | undefined {
  return isRecord(body) && typeof body["error_code"] === "string" ? body["error_code"] : undefined;
}

const requestIdSlot = "";

/** Answers in scenario files can leave the request id to the simulator too. */
function isGatewayBody(body: unknown): body is Record<string, unknown> {
  return (
    isRecord(body) &&
    typeof body["error_code"] === "string" &&
    body["error_code"].startsWith("APIG") &&
    !body["request_id"]
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
