import { Argument, Command } from "commander";
import type { CommandFactory } from "./cliIo";
import { renderBash } from "./completion/bash";
import { type ProgramWords, readCommandTree } from "./completion/commandTree";
import { renderFish } from "./completion/fish";
import { renderZsh } from "./completion/zsh";

const shells: Readonly<Record<string, (words: ProgramWords) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

/** `dcs-task completion`: a script with which a shell completes the words of this program. */
export const completionCommand: CommandFactory = (io) =>
  new Command("completion")
    .summary("print a script that lets the shell complete commands and options")
    .description("Print a script that lets the shell complete commands and options.")
    .addArgument(new Argument("<shell>").choices(Object.keys(shells)))
    .addHelpText(
      "after",
      `
Examples:
  in ~/.bashrc                                source <(dcs-task completion bash)
  in ~/.zshrc, after compinit                 source <(dcs-task completion zsh)
  in ~/.config/fish/config.fish               dcs-task completion fish | source`,
    )
    .action((shell: string, _flags: unknown, command: Command) => {
      const program = command.parent ?? command;
      io.stdout.write(shells[shell]?.(readCommandTree(program)) ?? "");
    });
