import { CreateRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { passOnTimeouts, withTimeout } from "../../src/pulumi/dynamic/requestTimeouts";

// The real messages of the plugin's protocol, which the engine sends as bytes.
passOnTimeouts(() => ({ CreateRequest, UpdateRequest, Value }));

const inputs = { instanceId: "i", poll: { minSeconds: 1 } };

function receivedCreate(timeout: number) {
  const request = new CreateRequest();
  request.setProperties(Struct.fromJavaScript(inputs));
  request.setTimeout(timeout);
  return CreateRequest.deserializeBinary(request.serializeBinary()).getProperties()?.toJavaScript();
}

test("the engine's time-out of a create is passed on with its inputs", () => {
  const received = withTimeout(receivedCreate(90.5) ?? {}, "create");
  expect(received).toEqual({ ...inputs, __timeouts: { create: "90.5s" } });
});

test("that of an update is passed on with the new inputs", () => {
  const request = new UpdateRequest();
  request.setNews(Struct.fromJavaScript({ ...inputs, __timeouts: { create: "1h", update: "2h" } }));
  request.setOlds(Struct.fromJavaScript(inputs));
  request.setTimeout(30);
  const read = UpdateRequest.deserializeBinary(request.serializeBinary());
  expect(withTimeout(read.getNews()?.toJavaScript() ?? {}, "update")).toEqual({
    ...inputs,
    __timeouts: { create: "1h", update: "30s" },
  });
  expect(read.getOlds()?.toJavaScript()).toEqual(inputs);
});

test("without one, the inputs are as they were", () => {
  expect(withTimeout(receivedCreate(0) ?? {}, "create")).toEqual(inputs);
});

test("an SDK that is built differently is left unchanged", () => {
  expect(() => {
    passOnTimeouts(() => {
      throw new Error("no such module");
    });
    passOnTimeouts(() => undefined);
  }).not.toThrow();
});
