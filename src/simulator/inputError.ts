/** The option of {@link SimulatorOptions} that a {@link SimulatorInputError} is about. */
export type SimulatorInput = "now" | "port" | "resize" | "scenarios" | "speed" | "upgrade";

/**
 * Thrown by `startSimulator` when an option cannot be used. The message says what is wrong and what
 * to do; `option` names the option, so that a command line can name its own flag instead.
 */
export class SimulatorInputError extends Error {
  /** Always `SimulatorInputError`. */
  override readonly name = "SimulatorInputError";
  /** The option that cannot be used. */
  readonly option: SimulatorInput;

  constructor(option: SimulatorInput, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.option = option;
  }
}
