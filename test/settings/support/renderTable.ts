import { OWN_NAMESPACE, SHARED_NAMESPACE } from "../../../src/settings/sources/source";
import { type Setting, settingNames, settingOf } from "../../../src/settings/sources/table";

const header = [
  "what",
  "resource input",
  "flag",
  "client option",
  "Pulumi configuration",
  "environment",
  "else",
];

/** The table of docs/settings.md in Markdown, one line for each row, those of its head included. */
export function renderSettingsTable(): string[] {
  const settings = settingNames.map(settingOf);
  const rows = [...new Set(settings.map(({ what }) => what))].map((what) =>
    cellsOf(
      what,
      settings.filter((setting) => setting.what === what),
    ),
  );
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function cellsOf(what: string, settings: readonly Setting[]): string[] {
  const codes = (names: (setting: Setting) => readonly (string | undefined)[]): string =>
    settings
      .flatMap(names)
      .flatMap((name) => name ?? [])
      .map((name) => `\`${name}\``)
      .join(", ");
  return [
    what,
    codes(({ input }) => [input]),
    codes(({ flag }) => [flag]),
    codes(({ option }) => [option]),
    codes(({ keys = [], ownKey }) => [
      ...(ownKey === undefined ? [] : [`${OWN_NAMESPACE}:${ownKey}`]),
      ...keys.map((key) => `${SHARED_NAMESPACE}:${key}`),
    ]),
    codes(({ variables = [], sdkVariables = [], regionVariable }) => [
      ...[...variables, ...sdkVariables],
      regionVariable,
    ]),
    settings.flatMap(({ otherwise }) => otherwise ?? []).join("; "),
  ];
}
