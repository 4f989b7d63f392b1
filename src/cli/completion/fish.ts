import type { OptionWords, ProgramWords } from "./commandTree";

/** A completion script for fish. */
export function renderFish({ name, names, commands, options }: ProgramWords): string {
  const start = `complete -c ${name}`;
  const lines = [
    `${start} -f`,
    ...options.map((option) => `${start} -n __fish_use_subcommand ${renderOption(option)}`),
    ...commands.map(
      (one) => `${start} -n __fish_use_subcommand -a ${one.name} -d '${one.description}'`,
    ),
    ...commands.flatMap((one) => {
      const when = `-n '__fish_seen_subcommand_from ${one.name}'`;
      const words = one.words.length > 0 ? [`${start} ${when} -a '${one.words.join(" ")}'`] : [];
      return [...words, ...one.options.map((option) => `${start} ${when} ${renderOption(option)}`)];
    }),
  ];
  const others = names.filter((one) => one !== name);
  return `# Completion of ${name} for fish. In config.fish: ${name} completion fish | source
${[...lines, ...others.map((one) => `complete -c ${one} -w ${name}`)].join("\n")}
`;
}

function renderOption({ names, description, values }: OptionWords): string {
  const flags = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const value = {
    none: () => [],
    any: () => ["-x"],
    file: () => ["-r", "-F"],
    words: () => (values.kind === "words" ? ["-x", `-a '${values.words.join(" ")}'`] : []),
  }[values.kind]();
  return [...flags, ...value, `-d '${description}'`].join(" ");
}
