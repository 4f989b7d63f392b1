import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { InvokeResponse, type InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { clientCache } from "../resource/host/clientCache";
import { configMethods } from "./configMethods";
import { invoke } from "./functions";
import type { PluginHost } from "./pluginHost";
import { type About, processMethods } from "./processMethods";
import type { Shared } from "./resource";
import { resourceMethods } from "./resourceMethods";
import { toCheckFailures, unary } from "./unary";
import { fromStruct, toStruct } from "./values";

/** A server that listens. */
export interface PluginServer {
  readonly port: number;
  /** Ends the connections at once. */
  close(): void;
}

/** Starts the provider on a free port of this machine. gRPC answers UNIMPLEMENTED for other methods. */
export async function startServer(host: PluginHost, about: About): Promise<PluginServer> {
  const shared: Shared = { host, connect: clientCache(host) };
  // A state may be larger than the limit that gRPC has by default.
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, {
    ...processMethods(about),
    ...configMethods(host),
    ...resourceMethods(shared),
    invoke: unary((request: InvokeRequest) => answerInvoke(request, shared)),
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) reject(error);
    else resolve(port);
  });
  return {
    port: await promise,
    close: () => {
      server.forceShutdown();
    },
  };
}

async function answerInvoke(request: InvokeRequest, shared: Shared): Promise<InvokeResponse> {
  const args = fromStruct(request.getArgs());
  const { result, failures } = await invoke(request.getTok(), args, shared);
  const response = new InvokeResponse().setFailuresList(toCheckFailures(failures));
  return result ? response.setReturn(toStruct(result)) : response;
}
