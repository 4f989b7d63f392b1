import type { Command } from "commander";
import type { WaitFlags } from "./waitFlags";

/** What a run of `dcs-task wait` is to do. */
export interface Wanted {
  readonly instanceId: string;
  /** Default: a task is chosen. */
  readonly taskId: string | undefined;
  readonly flags: WaitFlags;
  readonly format: WaitFlags["format"];
  /** The command as it was called. */
  readonly command: Command;
}
