const { node } = process.versions;
const say = (version: string) => {
  Object.defineProperty(process.versions, "node", { value: version });
};
afterEach(() => {
  say(node);
});

test.each(["20.20.2", "22.11.0", "8.0.0"])(
  "a program on Node %s is told what it needs",
  (version) => {
    say(version);
    jest.isolateModules(() => {
      expect(() => {
        jest.requireActual("../../src");
      }).toThrow(
        `pulumi-huaweicloud-dcs needs Node 22.12 or newer, and this is Node ${version}: update Node`,
      );
    });
  },
);

test.each(["22.12.0", "23.0.0", "30.1.0"])("a program on Node %s is not refused", (version) => {
  say(version);
  jest.isolateModules(() => {
    expect(jest.requireActual("../../src/pulumi/requireNode")).toEqual({});
  });
});
