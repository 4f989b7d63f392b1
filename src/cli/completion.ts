import { Argument, Command } from "commander";
import { type CommandFactory, nameOfCall } from "./cliIo";
import { renderBash } from "./completion/bash";
import { type ProgramWords, readCommandTree } from "./completion/commandTree";
import { renderFish } from "./completion/fish";
import { renderZsh } from "./completion/zsh";

const shells: ReadonlyMap<string, (words: ProgramWords) => string> = new Map([
  ["bash", renderBash],
  ["zsh", renderZsh],
  ["fish", renderFish],
]);

/** `dcs-task completion`: prints the completion script of a shell. */
export const completionCommand: CommandFactory = (io) =>
  new Command("completion")
    .summary("print a script that lets the shell complete commands and options")
    .description("Print a script that lets the shell complete commands and options.")
    .addArgument(new Argument("<shell>").choices([...shells.keys()]))
    .addHelpText(
      "after",
      `
Examples:
  in ~/.bashrc                                source <(${nameOfCall(io)} completion bash)
  in ~/.zshrc, after compinit                 source <(${nameOfCall(io)} completion zsh)
  in ~/.config/fish/config.fish               ${nameOfCall(io)} completion fish | source`,
    )
    .action((shell: string, _flags: unknown, command: Command) => {
      const program = command.parent ?? command;
      io.stdout.write(shells.get(shell)?.(readCommandTree(program)) ?? "");
    });
