import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { hideSecrets } from "../pulumi/hideSecrets";
import type { PartialFailure } from "../resource/host/partialFailure";
import type { Secrets } from "./secrets";
import { type Properties, toStruct } from "./values";
import { toPluginText } from "./words";

/** Thrown for a resource that exists but whose wait did not succeed, in the plugin's words. */
export class InitFailure extends Error {
  override readonly name = "InitFailure";
  readonly id: string;
  readonly properties: Properties;
  readonly inputs: Properties;

  /** @param parts - the state and the inputs in the plugin's words */
  constructor(cause: PartialFailure, parts: { properties: Properties; inputs: Properties }) {
    super(toPluginText(cause.message), { cause });
    this.id = cause.id;
    this.properties = parts.properties;
    this.inputs = parts.inputs;
  }
}

/** An error for the engine, which prints its text, and stores the state of an {@link InitFailure}. */
export function toServiceError(error: unknown, secrets: Secrets): Partial<ServiceError> {
  const text = toPluginText(error instanceof Error ? error.message : String(error));
  const message = hideSecrets(text, secrets.texts);
  const metadata = new Metadata();
  if (error instanceof InitFailure) {
    const detail = new Any();
    detail.pack(
      initFailed(error, { message, secrets }).serializeBinary(),
      "pulumirpc.ErrorResourceInitFailed",
    );
    const answer = new Status().setCode(status.UNKNOWN).setMessage(message);
    answer.addDetails(detail);
    // Go's implementation of gRPC reads structured details from this field.
    metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  }
  return { code: status.UNKNOWN, details: message, metadata };
}

function initFailed(
  { id, properties, inputs }: InitFailure,
  { message, secrets }: { readonly message: string; readonly secrets: Secrets },
): ErrorResourceInitFailed {
  return new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(toStruct(properties, secrets.names))
    .setInputs(toStruct(inputs, secrets.names))
    .setReasonsList([message]);
}
