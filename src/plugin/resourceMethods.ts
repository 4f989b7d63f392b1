import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { diff } from "./diff";
import { previewCreate, previewUpdate } from "./preview";
import { check, create, read, type Shared, update } from "./resource";
import { createResources, type FindResource } from "./resources";
import { toCheckFailures, unary } from "./unary";
import { fromStruct, toStruct } from "./values";

/** The methods that concern one resource. */
export function resourceMethods(shared: Shared) {
  const find = createResources(shared);
  return {
    check: unary((request: proto.CheckRequest) => answerCheck(request, find)),
    diff: unary((request: proto.DiffRequest) => answerDiff(request, find)),
    create: unary((request: proto.CreateRequest) => answerCreate(request, find)),
    read: unary((request: proto.ReadRequest) => answerRead(request, find)),
    update: unary((request: proto.UpdateRequest) => answerUpdate(request, find)),
    // Nothing was made in the cloud, so there is nothing to delete.
    delete: unary<proto.DeleteRequest, Empty>(() => new Empty()),
  };
}

async function answerCheck(request: proto.CheckRequest, find: FindResource) {
  const urn = request.getUrn();
  const { inputs, failures } = await check(find(urn), fromStruct(request.getNews()), { urn });
  return new proto.CheckResponse()
    .setInputs(toStruct(inputs))
    .setFailuresList(toCheckFailures(failures));
}

function answerDiff(request: proto.DiffRequest, find: FindResource) {
  const urn = request.getUrn();
  const olds = fromStruct(request.getOlds());
  return diff(find(urn), { olds, inputs: fromStruct(request.getNews()) }, { urn });
}

async function answerCreate(request: proto.CreateRequest, find: FindResource) {
  const urn = request.getUrn();
  const resource = find(urn);
  const inputs = fromStruct(request.getProperties());
  const timeoutSeconds = request.getTimeout();
  const { id, properties } = request.getPreview()
    ? await previewCreate(resource, inputs)
    : await create(resource, inputs, { urn, operation: "create", timeoutSeconds });
  return new proto.CreateResponse().setId(id).setProperties(toStruct(properties));
}

async function answerRead(request: proto.ReadRequest, find: FindResource) {
  const urn = request.getUrn();
  const id = request.getId();
  // Without a state, a program may have given properties, which are in either field.
  const saved = { ...fromStruct(request.getInputs()), ...fromStruct(request.getProperties()) };
  const found = await read(find(urn), { id, saved }, { urn });
  if (!found) return new proto.ReadResponse();
  return new proto.ReadResponse()
    .setId(found.id)
    .setProperties(toStruct(found.properties))
    .setInputs(toStruct(found.inputs));
}

async function answerUpdate(request: proto.UpdateRequest, find: FindResource) {
  const urn = request.getUrn();
  const resource = find(urn);
  const updated = { olds: fromStruct(request.getOlds()), inputs: fromStruct(request.getNews()) };
  const timeoutSeconds = request.getTimeout();
  const state = request.getPreview()
    ? await previewUpdate(resource, updated, { urn })
    : await update(resource, updated, { urn, operation: "update", timeoutSeconds });
  return new proto.UpdateResponse().setProperties(toStruct(state));
}
