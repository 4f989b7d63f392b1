import type { handleUnaryCall } from "@grpc/grpc-js";
import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import type { InputFailure } from "../resource/properties/validateInputs";
import { toServiceError } from "./partialFailure";
import { noSecrets, type Secrets } from "./secrets";

/**
 * A gRPC method that returns what `answer` resolves to, or its error.
 *
 * @param secretsOf - finds what an error must not show. Default: nothing
 */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
  secretsOf: (request: Request) => Secrets = () => noSecrets,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    const answered = Promise.resolve().then(() => answer(request));
    answered.then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(toServiceError(error, secretsOf(request)));
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
