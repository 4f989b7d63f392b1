import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { diff } from "./diff";
import { previewCreate, previewUpdate } from "./preview";
import { check, create, read, type Shared, update } from "./resource";
import { createResources, type FindResource } from "./resources";
import { findSecrets, type Secrets } from "./secrets";
import { toCheckFailures, unary } from "./unary";
import { fromStruct, toStruct } from "./values";

/** The methods that concern one resource. */
export function resourceMethods(shared: Shared) {
  const find = createResources(shared);
  return {
    check: unary((request: proto.CheckRequest) => answerCheck(request, find), secretsOfCheck),
    diff: unary((request: proto.DiffRequest) => answerDiff(request, find), secretsOfDiff),
    create: unary((request: proto.CreateRequest) => answerCreate(request, find), secretsOfCreate),
    read: unary((request: proto.ReadRequest) => answerRead(request, find), secretsOfRead),
    update: unary((request: proto.UpdateRequest) => answerUpdate(request, find), secretsOfUpdate),
    // Nothing was made in the cloud, so there is nothing to delete.
    delete: unary<proto.DeleteRequest, Empty>(() => new Empty()),
  };
}

async function answerCheck(request: proto.CheckRequest, find: FindResource) {
  const urn = request.getUrn();
  const secrets = secretsOfCheck(request);
  const { inputs, failures } = await check(find(urn), fromStruct(request.getNews()), {
    urn,
    secrets,
  });
  return new proto.CheckResponse()
    .setInputs(toStruct(inputs, secrets.names))
    .setFailuresList(toCheckFailures(failures));
}

function answerDiff(request: proto.DiffRequest, find: FindResource) {
  const urn = request.getUrn();
  const secrets = secretsOfDiff(request);
  const olds = fromStruct(request.getOlds());
  return diff(find(urn), { olds, inputs: fromStruct(request.getNews()) }, { urn, secrets });
}

async function answerCreate(request: proto.CreateRequest, find: FindResource) {
  const urn = request.getUrn();
  const secrets = secretsOfCreate(request);
  const resource = find(urn);
  const inputs = fromStruct(request.getProperties());
  const timeoutSeconds = request.getTimeout();
  const { id, properties } = request.getPreview()
    ? await previewCreate(resource, inputs)
    : await create(resource, inputs, { urn, secrets, operation: "create", timeoutSeconds });
  return new proto.CreateResponse().setId(id).setProperties(toStruct(properties, secrets.names));
}

async function answerRead(request: proto.ReadRequest, find: FindResource) {
  const urn = request.getUrn();
  const secrets = secretsOfRead(request);
  const id = request.getId();
  // Without a state, a program may have given properties, which are in either field.
  const saved = { ...fromStruct(request.getInputs()), ...fromStruct(request.getProperties()) };
  const found = await read(find(urn), { id, saved }, { urn, secrets });
  if (!found) return new proto.ReadResponse();
  return new proto.ReadResponse()
    .setId(found.id)
    .setProperties(toStruct(found.properties, secrets.names))
    .setInputs(toStruct(found.inputs, secrets.names));
}

async function answerUpdate(request: proto.UpdateRequest, find: FindResource) {
  const urn = request.getUrn();
  const secrets = secretsOfUpdate(request);
  const resource = find(urn);
  const updated = { olds: fromStruct(request.getOlds()), inputs: fromStruct(request.getNews()) };
  const timeoutSeconds = request.getTimeout();
  const state = request.getPreview()
    ? await previewUpdate(resource, updated, { urn, secrets })
    : await update(resource, updated, { urn, secrets, operation: "update", timeoutSeconds });
  return new proto.UpdateResponse().setProperties(toStruct(state, secrets.names));
}

function secretsOfDiff(request: proto.DiffRequest): Secrets {
  return findSecrets(request.getNews(), request.getOlds());
}

function secretsOfCreate(request: proto.CreateRequest): Secrets {
  return findSecrets(request.getProperties());
}

function secretsOfRead(request: proto.ReadRequest): Secrets {
  return findSecrets(request.getProperties(), request.getInputs());
}

function secretsOfUpdate(request: proto.UpdateRequest): Secrets {
  return findSecrets(request.getNews(), request.getOlds());
}

function secretsOfCheck(request: proto.CheckRequest): Secrets {
  return findSecrets(request.getNews());
}
