/** Words of the TypeScript package, and what they are for users of any language. */
const replacements: readonly (readonly [before: RegExp, after: string])[] = [
  [/\{@link (\w+) *\}/g, "`$1`"],
  [/One of `stepStatuses`/g, "`FINISH`, `FAILED`, `EXECUTING` or `WAITING`"],
  [/`BackgroundTask`/g, "`Task`"],
  [
    /`opts\.customTimeouts\.create` and `\.update` win/g,
    "The resource option `customTimeouts` wins",
  ],
  [
    /`opts\.customTimeouts` win over it and are/g,
    "The resource option `customTimeouts` wins over it and is",
  ],
  [/`huaweicloud:(\w+)`/g, "the provider's `$1`"],
  [/`\{ minSeconds: 1, maxSeconds: 60 \}`/g, "1 and 60 seconds"],
  [/`taskName`/g, "`taskNames`"],
  [
    /What the state keeps of a task\. Plain JSON\./g,
    "How a task stood when it was last looked at.",
  ],
  // What only holds in a program in TypeScript.
  [/ A date counts as its ISO text\. A resource is an error[^.]*\./g, ""],
  [/ In a unit test with mocks, `mocks\.call`[^.]*\./g, ""],
];

/** Turns a comment of the source into a description of the schema. */
export function describe(comment: string): string {
  const lines = comment.replaceAll(/\s*\n\s*/g, " ");
  return replacements.reduce((text, [before, after]) => text.replace(before, after), lines);
}
