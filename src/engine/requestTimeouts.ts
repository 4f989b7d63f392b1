/** Name of the hidden input in which the engine's time-out of an operation arrives, in seconds. */
const TIMEOUT = "__timeoutSeconds";

type Properties = Readonly<Record<string, unknown>>;

/** The part of the plugin's protocol that is used here. */
export interface RequestTypes {
  readonly CreateRequest: RequestType<{ getProperties(): Struct | undefined }>;
  readonly UpdateRequest: RequestType<{ getNews(): Struct | undefined }>;
  /** Protobuf's `google.protobuf.Value`. */
  readonly Value: { fromJavaScript(value: number): unknown };
}

interface RequestType<Request> {
  deserializeBinary(bytes: Uint8Array): Request & { getTimeout(): number };
}

interface Struct {
  getFieldsMap(): { set(name: string, value: unknown): unknown };
}

/**
 * Has a dynamic provider given the time that the engine allows for an operation: `customTimeouts`
 * as they are after every transform, which runs in the engine. Each request for an operation names
 * it, but the plugin hands on only the inputs of the request; so it is added to them as the request
 * is read. Never throws: with an SDK that reads requests in another way, transforms do not count.
 */
export function passOnTimeouts(load: () => RequestTypes | undefined = loadRequestTypes): void {
  try {
    const types = load();
    if (!types) return;
    const { CreateRequest, UpdateRequest, Value } = types;
    extend(CreateRequest, (request) => request.getProperties(), Value);
    extend(UpdateRequest, (request) => request.getNews(), Value);
  } catch {
    // `opts.customTimeouts` as the constructor was given them are a hidden input too.
  }
}

function extend<Request>(
  type: RequestType<Request>,
  inputsOf: (request: Request) => Struct | undefined,
  value: RequestTypes["Value"],
): void {
  const read = type.deserializeBinary.bind(type);
  type.deserializeBinary = (bytes) => {
    const request = read(bytes);
    const seconds = request.getTimeout();
    if (seconds > 0) inputsOf(request)?.getFieldsMap().set(TIMEOUT, value.fromJavaScript(seconds));
    return request;
  };
}

/** From the plugin's own copy of the SDK, which need not be the one that this package finds. */
function loadRequestTypes(): RequestTypes | undefined {
  const plugin = require.main;
  if (!plugin) return undefined;
  const requests = plugin.require("../../proto/provider_pb") as object;
  const values = plugin.require("google-protobuf/google/protobuf/struct_pb") as object;
  return { ...requests, ...values } as RequestTypes;
}

/** Inputs as the program gave them, with the engine's time-out in place of `customTimeouts`. */
export function withTimeout(
  { [TIMEOUT]: seconds, ...inputs }: Properties,
  operation: "create" | "update",
): Record<string, unknown> {
  if (typeof seconds !== "number") return inputs;
  const given = inputs["__timeouts"];
  const others = typeof given === "object" ? given : {};
  return { ...inputs, __timeouts: { ...others, [operation]: `${seconds}s` } };
}
