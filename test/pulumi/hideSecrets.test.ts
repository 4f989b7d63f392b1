import { hideSecrets, secretTexts } from "../../src/pulumi/hideSecrets";

test.each<[string, Record<string, unknown>, readonly string[]]>([
  ["none are named", { taskId: "t" }, []],
  ["a text is named", { taskId: "t1", instanceId: "i1", __secrets: ["taskId"] }, ["t1"]],
  ["a list is named", { taskName: ["a1", "b1"], __secrets: ["taskName"] }, ["a1", "b1"]],
  ["an object is named", { poll: { a: "x", b: 5 }, __secrets: ["poll"] }, ["x"]],
  ["a name has no value, or an empty one", { a: null, b: "", __secrets: ["a", "b", "c"] }, []],
  [
    "a state keeps the input beside an output of its name",
    { taskName: "found", __taskName: ["given"], __secrets: ["taskName"] },
    ["found", "given"],
  ],
  ["the list of names is no list", { taskId: "t", __secrets: "taskId" }, []],
])("where %s, the secret texts are those", (_, properties, expected) => {
  expect(secretTexts(properties)).toEqual(expected);
});

test("a secret is hidden wherever it occurs, the longest first", () => {
  expect(hideSecrets("a1 and a1b2, a1", ["a1", "a1b2"])).toBe("[secret] and [secret], [secret]");
  expect(hideSecrets("nothing to hide", [])).toBe("nothing to hide");
  expect(hideSecrets("$& stays $&", ["stays"])).toBe("$& [secret] $&");
});
