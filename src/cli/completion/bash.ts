import type { ProgramWords, Values } from "./commandTree";

/** A completion script for bash. */
export function renderBash({ name, names, commands, options }: ProgramWords): string {
  const root = [...commands.map((command) => command.name), ...options.flatMap((o) => o.names)];
  const words = commands.map(
    (command) =>
      `    ${command.name}) words="${[...command.words, ...command.options.flatMap((o) => o.names)].join(" ")}" ;;`,
  );
  const values = commands.flatMap((command) =>
    command.options
      .filter((option) => option.values.kind !== "none")
      .map((option) => {
        const patterns = option.names.map((one) => `"${command.name} ${one}"`).join(" | ");
        return `    ${patterns}) ${complete(option.values)}return ;;`;
      }),
  );
  return `# Completion of ${name} for bash. In ~/.bashrc: source <(${name} completion bash)
_dcs_task() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command="" words="${root.join(" ")}" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    if [[ \${COMP_WORDS[at]} != -* ]]; then command=\${COMP_WORDS[at]}; break; fi
  done
  case "$command $previous" in
${values.join("\n")}
  esac
  case "$command" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _dcs_task ${names.join(" ")}
`;
}

function complete(values: Values): string {
  if (values.kind === "file")
    return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")); ';
  if (values.kind !== "words") return "";
  return `COMPREPLY=($(compgen -W "${values.words.join(" ")}" -- "$current")); `;
}
