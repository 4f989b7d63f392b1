import type { ServiceError } from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = Readonly<Record<string, unknown>>;

/** Which resource a call is about, and what the engine says beside the properties. */
interface Options {
  /** Default: a `Task` of the name `wait`. */
  readonly urn?: string;
  readonly timeoutSeconds?: number;
  readonly preview?: boolean;
}

const TASK = "urn:pulumi:dev::dcs::huaweicloud-dcs:index:Task::wait";
export const TASKS = "urn:pulumi:dev::dcs::huaweicloud-dcs:index:Tasks::all";

/** The provider's methods with plain values, as the engine calls them. */
export type Calls = ReturnType<typeof callsOf>;

type Send<Response> = (done: (error: ServiceError | null, value: Response) => void) => unknown;

function ask<Response>(send: Send<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    send((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

export function callsOf(client: ResourceProviderClient) {
  return { ...providerCalls(client), ...resourceCalls(client) };
}

function providerCalls(client: ResourceProviderClient) {
  return {
    handshake: async () => {
      const request = new proto.ProviderHandshakeRequest();
      const answer = await ask<proto.ProviderHandshakeResponse>((done) =>
        client.handshake(request, done),
      );
      return answer.toObject();
    },
    version: async () =>
      (await ask<PluginInfo>((done) => client.getPluginInfo(new Empty(), done))).getVersion(),
    schema: async (version = 0) => {
      const request = new proto.GetSchemaRequest().setVersion(version);
      return (
        await ask<proto.GetSchemaResponse>((done) => client.getSchema(request, done))
      ).getSchema();
    },
    cancel: () => ask<Empty>((done) => client.cancel(new Empty(), done)),
    checkConfig: async (news: Properties) => {
      const request = new proto.CheckRequest().setNews(toStruct(news));
      return checked(await ask((done) => client.checkConfig(request, done)));
    },
    diffConfig: async (olds: Properties, news: Properties) => {
      const request = new proto.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news));
      return differenceOf(await ask((done) => client.diffConfig(request, done)));
    },
    configure: (variables: Readonly<Record<string, string>>) => {
      const request = new proto.ConfigureRequest();
      for (const [key, value] of Object.entries(variables)) {
        request.getVariablesMap().set(`huaweicloud-dcs:config:${key}`, value);
      }
      return ask<proto.ConfigureResponse>((done) => client.configure(request, done));
    },
    invoke: async (token: string, args: Properties) => {
      const request = new proto.InvokeRequest().setTok(token).setArgs(toStruct(args));
      const done = await ask<proto.InvokeResponse>((answer) => client.invoke(request, answer));
      return { result: fromStruct(done.getReturn()), failures: failuresOf(done.getFailuresList()) };
    },
  };
}

function resourceCalls(client: ResourceProviderClient) {
  return {
    check: async (news: Properties, { urn = TASK }: Options = {}) => {
      const request = new proto.CheckRequest().setUrn(urn).setNews(toStruct(news));
      return checked(await ask((done) => client.check(request, done)));
    },
    diff: async (olds: Properties, news: Properties, { urn = TASK }: Options = {}) => {
      const request = new proto.DiffRequest().setUrn(urn);
      request.setOlds(toStruct(olds)).setNews(toStruct(news));
      return differenceOf(await ask((done) => client.diff(request, done)));
    },
    create: async (inputs: Properties, options: Options = {}) => {
      const { urn = TASK, timeoutSeconds = 0, preview = false } = options;
      const request = new proto.CreateRequest().setUrn(urn).setProperties(toStruct(inputs));
      request.setTimeout(timeoutSeconds).setPreview(preview);
      const made = await ask<proto.CreateResponse>((done) => client.create(request, done));
      return { id: made.getId(), outputs: fromStruct(made.getProperties()) };
    },
    update: async (olds: Properties, news: Properties, options: Options = {}) => {
      const { urn = TASK, timeoutSeconds = 0, preview = false } = options;
      const request = new proto.UpdateRequest().setUrn(urn).setPreview(preview);
      request.setOlds(toStruct(olds)).setNews(toStruct(news)).setTimeout(timeoutSeconds);
      const made = await ask<proto.UpdateResponse>((done) => client.update(request, done));
      return fromStruct(made.getProperties());
    },
    read: async (id: string, state: Properties = {}, { urn = TASK }: Options = {}) => {
      const request = new proto.ReadRequest().setUrn(urn).setId(id).setProperties(toStruct(state));
      const found = await ask<proto.ReadResponse>((done) => client.read(request, done));
      return {
        id: found.getId(),
        outputs: fromStruct(found.getProperties()),
        inputs: fromStruct(found.getInputs()),
      };
    },
    delete: (state: Properties, { urn = TASK }: Options = {}) => {
      const request = new proto.DeleteRequest().setUrn(urn).setProperties(toStruct(state));
      return ask<Empty>((done) => client.delete(request, done));
    },
  };
}

export function fromStruct(struct: Struct | undefined): Record<string, unknown> {
  return struct?.toJavaScript() ?? {};
}

function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as never);
}

function checked(response: proto.CheckResponse) {
  const failures = failuresOf(response.getFailuresList());
  return { inputs: fromStruct(response.getInputs()), failures };
}

function failuresOf(failures: readonly proto.CheckFailure[]): Record<string, string> {
  return Object.fromEntries(failures.map((one) => [one.getProperty(), one.getReason()]));
}

const kinds = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];
const changes = ["unknown", "none", "some"] as const;

function differenceOf(response: proto.DiffResponse) {
  const details = response.getDetaileddiffMap();
  const names = [...details.keys()];
  return {
    changes: changes[response.getChanges()],
    replaces: response.getReplacesList(),
    details: Object.fromEntries(
      names.map((name) => [name, kinds[details.get(name)?.getKind() ?? 6]]),
    ),
  };
}
