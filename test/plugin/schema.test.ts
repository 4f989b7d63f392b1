import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import {
  inputEntries,
  inputNamesOf,
  replacingInputs,
  type ResourceName,
  resultNamesOf,
} from "../../src/resource/properties/table";
import { settingNames, settingOf } from "../../src/settings/sources/table";
import { repository } from "../support/pulumi/engineFolder";
import { objectsIn, type PropertySchemas, readSchema } from "./support/readSchema";

const schema = readSchema();
const everything = objectsIn(schema);

/** The name of a property of the life cycle in the schema. */
const schemaName = (name: string) => (name === "taskName" ? "taskNames" : name);
const namesOf = (properties: PropertySchemas | undefined) =>
  Object.keys(properties ?? {}).toSorted();

const resources: readonly (readonly [string, ResourceName, string])[] = [
  ["Task", "BackgroundTask", "pulumi-nodejs:dynamic:DcsTask"],
  ["Tasks", "InstanceTasks", "pulumi-nodejs:dynamic:DcsTasks"],
];

test("the schema is that of the types and comments (npm run schema)", async () => {
  const script = path.join(repository, "scripts/schema.ts");
  await promisify(execFile)(process.execPath, [script, "--check"], { timeout: 120_000 });
});

test("the package is found where package.json says, and leaves its version to the plugin", () => {
  expect(schema).toMatchObject({
    name: "huaweicloud-dcs",
    pluginDownloadURL: "github://api.github.com/pulumi-huaweicloud-dcs/pulumi-huaweicloud-dcs",
  });
  expect(schema.version).toBeUndefined();
  expect(Object.keys(schema.resources).map((token) => token.split(":").at(-1))).toEqual(
    resources.map(([name]) => name),
  );
});

describe.each(resources)("%s", (name, source, alias) => {
  const resource = schema.resources[`huaweicloud-dcs:index:${name}`];

  test("has every input of the life cycle, and no other", () => {
    expect(namesOf(resource?.inputProperties)).toEqual(
      inputNamesOf(source).map(schemaName).toSorted(),
    );
    const required = inputEntries.filter(([, { isRequired }]) => isRequired).map(([each]) => each);
    expect(resource?.requiredInputs).toEqual(required);
  });

  test("has every output of the life cycle, and no other", () => {
    const inputs = inputNamesOf(source).map(schemaName);
    const outputs = new Set([...inputs, ...resultNamesOf(source)]);
    expect(namesOf(resource?.properties)).toEqual([...outputs].toSorted());
  });

  test("always has the outputs that are inputs with a default, the place and the result", () => {
    const withDefault = inputEntries
      .filter(([, input]) => "default" in input)
      .map(([each]) => each);
    const always = ["instanceId", "region", "projectId", "status", "progress", "attempts"];
    const own = name === "Task" ? ["stepDetails", "omittedDetails"] : ["tasks"];
    expect(resource?.required?.toSorted()).toEqual([...withDefault, ...always, ...own].toSorted());
  });

  test("says which inputs replace it", () => {
    const marked = Object.entries(resource?.inputProperties ?? {})
      .filter(([, { willReplaceOnChanges }]) => willReplaceOnChanges)
      .map(([each]) => each);
    expect(marked.toSorted()).toEqual(replacingInputs.toSorted());
  });

  test("takes over the state of the dynamic resource", () => {
    expect(resource?.aliases).toEqual([{ type: alias }]);
  });
});

test("the functions look by the names of the life cycle", () => {
  const inputsOf = (name: string) => {
    const { inputs } = schema.functions[`huaweicloud-dcs:index:${name}`] ?? {};
    return namesOf(inputs?.properties);
  };
  const place = ["instanceId", "taskNames", "region", "projectId", "endpoint", "profile"];
  expect(inputsOf("getTasks")).toEqual(place.toSorted());
  expect(inputsOf("getTask")).toEqual([...place, "taskId"].toSorted());
});

test("the provider has every key of the settings but one that is out of use", () => {
  const keys = settingNames.flatMap((name) => {
    const { keys: shared = [], ownKey = [] } = settingOf(name);
    return [ownKey, shared].flat().map((key) => key.split(".")[0] ?? key);
  });
  const expected = [...new Set(keys)].filter((key) => key !== "assumeRole");
  expect(namesOf(schema.provider.inputProperties)).toEqual(expected.toSorted());
  expect(schema.config.variables).toEqual(schema.provider.inputProperties);
});

test("secrets are marked, and nothing else", () => {
  const secrets = Object.entries(schema.provider.inputProperties).filter(([, each]) => each.secret);
  expect(secrets.map(([name]) => name).toSorted()).toEqual([
    "password",
    "secretKey",
    "securityToken",
    "token",
  ]);
});

test("no property has a default, which would be set in place of an input that is left out", () => {
  const withDefault = everything.filter(
    ([, value]) => "default" in value || "defaultInfo" in value,
  );
  expect(withDefault).toEqual([]);
});

test("every reference names a type of the schema", () => {
  const references = everything.flatMap(([, { $ref }]) => (typeof $ref === "string" ? [$ref] : []));
  const targets = Object.keys(schema.types).map((token) => `#/types/${token}`);
  expect(new Set(references)).toEqual(new Set([...targets, "pulumi.json#/Any"]));
});

test("the values of enumerations have names, and the words of the service are no enumeration", () => {
  const enums = Object.entries(schema.types).flatMap(([token, each]) =>
    each.enum ? [[token.split(":").at(-1), each.enum.map(({ name, value }) => [name, value])]] : [],
  );
  expect(Object.fromEntries(enums)).toEqual({
    EndingPolicy: [
      ["Error", "error"],
      ["Record", "record"],
    ],
    BackgroundTaskStatus: [
      ["Succeeded", "SUCCEEDED"],
      ["Failed", "FAILED"],
      ["Running", "RUNNING"],
      ["Unknown", "UNKNOWN"],
      ["None", "NONE"],
    ],
  });
});

/** The paths of what has to be described: everything with a name that users see. */
const described =
  /^\/(types|resources|functions)\/[^/]+$|\/(variables|properties|inputProperties)\/[^/]+$|\/enum\/\d+$/;

test("everything is described, in whole sentences", () => {
  const texts = everything
    .filter(([at]) => described.test(at))
    .map(([at, { description }]) => [at, description]);
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(([, text]) => !/^[`A-Z].*\.$/.test(String(text)))).toEqual([]);
});

test("no description has words that only the TypeScript package has", () => {
  const foreign = /\{@|\bopts\b|undefined|readonly|pulumi\.\w|Output<|mocks|\]\(\w/;
  const otherNames = /`BackgroundTask`|InstanceTasks|getBackground|`taskName`|huaweicloud:/;
  const texts = everything.flatMap(([, { description }]) =>
    typeof description === "string" ? [description] : [],
  );
  expect(texts.filter((text) => foreign.test(text) || otherNames.test(text))).toEqual([]);
});
