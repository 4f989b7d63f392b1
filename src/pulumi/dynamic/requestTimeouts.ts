/** Hidden input that carries the engine's time-out of an operation, in seconds. */
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
 * Passes the engine's time-out of each operation on to dynamic providers. It is `customTimeouts` after
 * every transform, since transforms run in the engine. Each request holds it, but Pulumi's plugin for
 * dynamic providers passes on only the properties; so it is added to them when the request is decoded.
 * Never throws: with an SDK that decodes requests in another way, transforms are ignored.
 */
export function passOnTimeouts(load: () => RequestTypes | undefined = loadRequestTypes): void {
  try {
    const types = load();
    if (!types) return;
    const { CreateRequest, UpdateRequest, Value } = types;
    extend(CreateRequest, (request) => request.getProperties(), Value);
    extend(UpdateRequest, (request) => request.getNews(), Value);
  } catch {
    // `opts.customTimeouts` of the constructor are a hidden input too.
  }
}

function extend<Request>(
  type: RequestType<Request>,
  propertiesOf: (request: Request) => Struct | undefined,
  value: RequestTypes["Value"],
): void {
  const decode = type.deserializeBinary.bind(type);
  type.deserializeBinary = (bytes) => {
    const request = decode(bytes);
    const seconds = request.getTimeout();
    if (seconds > 0) {
      propertiesOf(request)?.getFieldsMap().set(TIMEOUT, value.fromJavaScript(seconds));
    }
    return request;
  };
}

/** From the plugin's own copy of the SDK, which may not be the one that this package resolves. */
function loadRequestTypes(): RequestTypes | undefined {
  const plugin = require.main;
  if (!plugin) return undefined;
  const requests = plugin.require("../../proto/provider_pb") as object;
  const values = plugin.require("google-protobuf/google/protobuf/struct_pb") as object;
  return { ...requests, ...values } as RequestTypes;
}

/** Replaces the constructor's time-out of an operation by the engine's, where that is known. */
export function withTimeout(
  { [TIMEOUT]: seconds, ...inputs }: Properties,
  operation: "create" | "update",
): Record<string, unknown> {
  if (typeof seconds !== "number") return inputs;
  const given = inputs["__timeouts"];
  const others = typeof given === "object" ? given : {};
  return { ...inputs, __timeouts: { ...others, [operation]: `${seconds}s` } };
}
