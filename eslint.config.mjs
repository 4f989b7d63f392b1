import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** Imports point one way only; each rule names a folder and what it must not know. */
const oneWay = (files, ...forbidden) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: forbidden.map(([names, message]) =>
          names instanceof RegExp ? { regex: names.source, message } : { group: names, message },
        ),
      },
    ],
  },
});
const pulumi = [
  ["@pulumi/*", "**/pulumi/**", "**/plugin/**", "**/resource/**", "**/provider/**", "**/engine/**"],
  "knows nothing of Pulumi",
];
const simulator = [
  ["**/simulator/**", "**/simulator"],
  "the simulator is for tests and demos only",
];
const display = [["**/display/**"], "what is drawn is decided further out"];
const plugin = [["**/plugin/**"], "the plugin is an adapter of its own, which nothing imports"];
const cli = [["**/cli/**", "commander"], "the command line is the outermost layer"];

const clientRules = [pulumi, simulator, cli, display];
const resourceRules = [
  [["@pulumi/*", "**/pulumi/**", "**/plugin/**"], "what it needs from Pulumi is passed in"],
  simulator,
  cli,
];
/** Rooms of one folder that a lower room of it must not know. */
const below = (above) => [above.map((room) => `../${room}/**`), "an arrow upward between rooms"];

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "coverage/**", "**/*.js", "!eslint.config.mjs"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.ts", "lab/**/*.ts", "scripts/**/*.ts"],
    rules: {
      complexity: ["error", 20],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/cli/**", "test/**", "examples/**", "lab/**", "scripts/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "console", "AbortController"].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["src/client/**", "src/wait/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...[
          "Literal[value=/huaweicloud:|pulumi up/]",
          "TemplateElement[value.raw=/huaweicloud:|pulumi up/]",
        ].map((selector) => ({ selector, message: "the client is also used without Pulumi" })),
      ],
    },
  },
  oneWay(
    ["src/wait/**"],
    pulumi,
    simulator,
    cli,
    [
      ["ky", "**/signing/**", "**/credentials/**", "**/dcsClient*", "**/signedQuery*"],
      "the wait loop knows nothing of HTTP",
    ],
    [["**/forecast/*"], "the forecast has one door: its index"],
  ),
  oneWay(["src/client/**"], ...clientRules),
  // The rooms of the client, the lowest first.
  ...[
    ["signing", "access", "answers", "credentials", "http", "tasks", "transport"],
    ["transport", "access", "answers", "credentials", "http", "tasks", "signing"],
    ["access", "answers", "credentials", "http", "tasks"],
    ["http", "answers", "credentials", "tasks"],
    ["answers", "credentials", "tasks"],
    ["credentials", "answers", "tasks"],
  ].map(([room, ...above]) => oneWay([`src/client/${room}/**`], ...clientRules, below(above))),
  oneWay(["src/display/**"], pulumi, simulator, cli, [
    ["**/client/**", "**/settings/**"],
    "draws what it is given",
  ]),
  oneWay(["src/settings/**"], pulumi, simulator, cli, display, [
    ["**/client/**", "**/client", "**/wait/**"],
    "the settings are the lowest room: the client is made from them",
  ]),
  oneWay(["src/engine/**"], simulator, cli, display, [
    [
      ...["@pulumi/*", "**/pulumi/**", "**/plugin/**"],
      ...["**/resource/**", "**/client/**", "**/settings/**"],
    ],
    "only what the engine's process tells",
  ]),
  oneWay(["src/resource/**"], ...resourceRules),
  // The rooms of the resource, the lowest first.
  ...[
    ["properties", "host", "targets", "watch"],
    ["host", "targets", "watch"],
    ["targets", "watch"],
  ].map(([room, ...above]) => oneWay([`src/resource/${room}/**`], ...resourceRules, below(above))),
  oneWay(["src/pulumi/**", "src/provider/**", "src/index.ts"], simulator, cli, plugin),
  oneWay(
    ["src/plugin/**"],
    simulator,
    cli,
    [
      /^@pulumi\/pulumi(?!\/proto\/)/,
      "the bundle has the engine's protocol in it, and not the SDK",
    ],
    [
      /^\.\.\/pulumi\/(?!resourceRow$|providerHost$|providerText$|hideSecrets$)/,
      "an adapter beside this one",
    ],
  ),
  oneWay(
    ["lab/**", "scripts/**"],
    [
      ["**/src/**"],
      "measures and ships what users run: import the package, which is built in dist/",
    ],
  ),
  oneWay(["src/simulator/**"], pulumi, cli, [
    ["**/client/**", "**/client", "**/wait/**"],
    "a shared signer would hide a bug on both sides",
  ]),
);
