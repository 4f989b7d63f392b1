import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { fromStruct } from "./calls";

/** The error that a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => Promise.reject(new Error("there was no error")),
    (error: unknown) => error as ServiceError,
  );
}

/** What the engine stores of a resource whose wait did not succeed. */
export async function initFailureOf(call: Promise<unknown>) {
  const { metadata } = await errorOf(call);
  const [text] = metadata.get("grpc-status-details-bin");
  const [detail] = Status.deserializeBinary(Buffer.from(text ?? "")).getDetailsList();
  const failure = detail?.unpack(
    (bytes) => ErrorResourceInitFailed.deserializeBinary(bytes),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (!failure) throw new Error("the error has no details");
  return {
    id: failure.getId(),
    outputs: fromStruct(failure.getProperties()),
    inputs: fromStruct(failure.getInputs()),
    reasons: failure.getReasonsList(),
  };
}
