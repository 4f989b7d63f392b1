import type { CommandWords, OptionWords, ProgramWords } from "./commandTree";

/** A completion script for zsh. */
export function renderZsh({ name, names, commands, options }: ProgramWords): string {
  const described = commands.map((one) => `    '${one.name}:${one.description}'`);
  return `#compdef ${names.join(" ")}
# Completion of ${name} for zsh. In ~/.zshrc, after compinit: source <(${name} completion zsh)
_dcs_task() {
  local -a commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments ${options.map(renderOption).join(" ")}
    return
  fi
  local command=\${words[2]}
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map((one) => `    ${one.name}) _arguments ${renderCommand(one)} ;;`).join("\n")}
  esac
}
compdef _dcs_task ${names.join(" ")}
`;
}

function renderCommand({ options, words }: CommandWords): string {
  const first = words.length > 0 ? [`'1:argument:(${words.join(" ")})'`] : [];
  return [...first, ...options.map(renderOption)].join(" ") || "'*: :'";
}

function renderOption({ names, description, values }: OptionWords): string {
  const value = {
    none: () => "",
    any: () => ":value: ",
    file: () => ":file:_files",
    words: () => (values.kind === "words" ? `:value:(${values.words.join(" ")})` : ""),
  }[values.kind]();
  return names.map((name) => `'${name}[${description}]${value}'`).join(" ");
}
