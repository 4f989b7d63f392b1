import fc from "fast-check";

/** Texts with control sequences, direction marks or lone surrogates. */
export const nastyTexts: readonly string[] = [
  "\u001b[2J\u001b[H", // clears the screen
  "\u001b]0;title\u0007", // OSC: sets the window's title
  "\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\", // OSC: a link
  "\u001b]52;c;cm0gLXJm\u0007", // OSC: writes the clipboard
  "\u001bP$q\u001b\\", // DCS
  "\u009b31m", // C1: CSI in one character
  "\u009d0;title\u009c", // C1: OSC in one character
  "\r\n\b\u007f\u0000",
  "\u202eevitagen\u202c", // bidi override
  "\u2066isolated\u2069",
  "\u2028\u2029\ufeff\u200b",
  "\ud800", // half a character
  "\udc00\ud800",
  "toString",
  "constructor",
  "__proto__",
  "../../v3/projects",
  "%2e%2e%2f",
  "x".repeat(5_000),
  "; ".repeat(3_000),
  "\u001b[".repeat(2_000),
];

/** Any text: of any characters, of hostile ones, or a mixture. */
export const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(...nastyTexts),
  fc
    .array(fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ maxLength: 5 })), { maxLength: 4 })
    .map((parts) => parts.join("")),
);

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 100, 100.0001, 101, 1e308, -1e308, 5e-324, 2 ** 53, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

const key = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "valueOf", "toJSON", "then"),
  hostileText,
);

/** Any JSON value, with keys that have a meaning in JavaScript. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    oddNumber,
    hostileText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie("value")), { maxLength: 4 })
      // As JSON.parse does it: `__proto__` is a field like any other.
      .map((entries) => Object.fromEntries(entries) as unknown),
    fc.integer({ min: 1, max: 3_000 }).map(nested),
  ),
})).value;

/** Nested lists with this many levels. */
function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

/** `sample` with one or more values removed or replaced. */
export function mutated(sample: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(sample);
  const change = fc.record({
    path: fc.constantFrom(...paths),
    value: fc.oneof(fc.constant(undefined), hostileText, oddNumber, hostileJson),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    // A sample is JSON, so this clone is exact.
    let whole = JSON.parse(JSON.stringify(sample)) as unknown;
    for (const { path, value } of changes) whole = replaced(whole, path, value);
    return whole;
  });
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [path, ...entries.flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

function replaced(whole: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (typeof whole !== "object" || whole === null) return whole;
  const fields = whole as Record<string | number, unknown>;
  const inner = rest.length === 0 ? value : replaced(fields[name], rest, value);
  if (inner === undefined && !Array.isArray(whole)) Reflect.deleteProperty(fields, name);
  else fields[name] = inner;
  return whole;
}

/** The bytes of a body: valid JSON, truncated, doubled, with a byte order mark, or arbitrary. */
export function hostileBody(json: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> {
  const text = json.map((value) => JSON.stringify([value]).slice(1, -1));
  return fc.oneof(
    text.map(encode),
    text.map((body) => encode(`\ufeff${body}`)),
    text.map((body) => encode(body + body)),
    fc.tuple(text, fc.nat(400)).map(([body, end]) => encode(body.slice(0, end))),
    fc.tuple(text, fc.nat(400), fc.uint8Array({ maxLength: 4 })).map(([body, at, bytes]) => {
      const all = encode(body);
      all.set(bytes.subarray(0, Math.max(0, all.length - at)), Math.min(at, all.length));
      return all;
    }),
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom(
        '{"progress":1e400}',
        '{"progress":-0,"progress":100,"step_details":[]}',
        '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
        '{"step_details":[{"__proto__":{"polluted":1}}]}',
        `{"remain_time":${"9".repeat(1_000)}}`,
        '{"tasks":[{"id":"a","details":{"__proto__":{"polluted":1}}}]}',
        `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
        "[".repeat(50_000),
        `{"tasks":[{"id":"a","details":${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}}]}`,
        "",
        "null",
        "\u0000",
        "<html><title>",
        `<${"<title".repeat(2_000)}>`,
      )
      .map(encode),
  );
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
