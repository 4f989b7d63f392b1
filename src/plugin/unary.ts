import type { handleUnaryCall } from "@grpc/grpc-js";
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import type { InputFailure } from "../resource/properties/validateInputs";
import { toServiceError } from "./partialFailure";

/** A gRPC method that returns what `answer` resolves to, or its error. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    const answered = Promise.resolve().then(() => answer(request));
    answered.then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(toServiceError(error));
      },
    );
  };
}

/** What is wrong with properties, for the engine. */
export function toCheckFailures(failures: readonly InputFailure[]): CheckFailure[] {
  return failures.map(({ property, reason }) =>
    new CheckFailure().setProperty(property).setReason(reason),
  );
}
