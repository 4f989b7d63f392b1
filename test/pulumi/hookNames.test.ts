const script = "/app/node_modules/@pulumi/pulumi/cmd/run";

/** The suffixes that a copy of the package gives. */
async function suffixesOf(amount: number, started?: string): Promise<readonly string[]> {
  let suffixes: readonly string[] = [];
  await jest.isolateModulesAsync(async () => {
    const { nextHookSuffix } = await import("../../src/pulumi/hooks/hookNames.ts");
    suffixes = Array.from({ length: amount }, () => nextHookSuffix(started));
  });
  return suffixes;
}

test("copies of the package in one program give no name twice, and the same ones in each run", async () => {
  const first = await suffixesOf(2, script);
  const second = await suffixesOf(2, script);
  expect([...first, ...second]).toEqual(["", "-2", "-3", "-4"]);
});

test.each([undefined, "/app/node_modules/@pulumi/pulumi/cmd/run-plugin", "C:\\app\\inline.js"])(
  "a process that is not a stack's program has names of its own: %s",
  async (started) => {
    const [suffix] = await suffixesOf(1, started);
    expect(suffix).toMatch(/-[0-9a-f]{8}-[0-9a-f-]{27}$/);
  },
);

test.each([
  "/app/node_modules/@pulumi/pulumi/cmd/run/index.js",
  "C:\\app\\node_modules\\@pulumi\\pulumi\\cmd\\run",
])("a stack's program is started by %s", async (started) => {
  expect(await suffixesOf(1, started)).toEqual([expect.stringMatching(/^-\d+$/)]);
});
