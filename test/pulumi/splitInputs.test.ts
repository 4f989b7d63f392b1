import { splitInputs, validateHidden } from "../../src/pulumi/dynamic/splitInputs";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const propertiesOf = (hidden: Record<string, unknown>) =>
  validateHidden(hidden, (value) => value === UNKNOWN).map(({ property }) => property);

test("hidden inputs are separated from those that users see; absent ones are dropped", () => {
  const hidden = { __urn: "urn:a", __provider: "text" };
  expect(splitInputs({ instanceId: "i", ...hidden, __timeouts: null })).toEqual({
    inputs: { instanceId: "i" },
    hidden,
  });
});

test.each([
  ["no duration", "soon"],
  ["zero", "0s"],
  ["negative", "-5m"],
  ["empty", ""],
  ["a number", 5],
])("a custom time-out that is %s is a problem, named as in the options", (_, create) => {
  expect(validateHidden({ __timeouts: { create } }, () => false)).toEqual([
    {
      property: "customTimeouts.create",
      reason: '"customTimeouts.create" must be a duration above zero, such as "30m"',
    },
  ]);
});

test.each([{ create: "1h30m", update: "90s" }, { create: UNKNOWN }, UNKNOWN, undefined])(
  "custom time-outs may be %j",
  (__timeouts) => {
    expect(propertiesOf({ __urn: "urn:pulumi:dev::p::t::n", __timeouts })).toEqual([]);
  },
);
