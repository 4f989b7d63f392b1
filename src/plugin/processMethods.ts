import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { unary } from "./unary";

/** What a plugin says of itself. */
export interface About {
  /** Version of the package, without a leading `v`. */
  readonly version: string;
  /** The package's schema, in JSON. */
  readonly schema: string;
}

/** The methods that concern the process alone. */
export function processMethods({ version, schema }: About) {
  return {
    // Errors and rows hide secrets, so they must be known here.
    handshake: unary<proto.ProviderHandshakeRequest, proto.ProviderHandshakeResponse>(() =>
      new proto.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(false),
    ),
    getPluginInfo: unary<Empty, PluginInfo>(() => new PluginInfo().setVersion(version)),
    getSchema: unary((request: proto.GetSchemaRequest) => {
      if (request.getVersion() !== 0) {
        throw new Error(`unsupported schema version ${request.getVersion()}: only 0 is there`);
      }
      return new proto.GetSchemaResponse().setSchema(schema);
    }),
    // Waits end because of the call itself: see `engine/cancellation.ts`.
    cancel: unary<Empty, Empty>(() => new Empty()),
  };
}
