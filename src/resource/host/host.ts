import type { Configuration, Environment } from "../../settings/settings";
import type { Clock } from "../../wait/time/clock";

/** Where the life cycle runs. The same for all calls; each adapter of the engine makes one. */
export interface Host {
  /** The configuration, once the engine has passed it. */
  configuration(): Promise<Configuration>;
  /**
   * The namespaces of the configuration to read; messages advise the last one. Default
   * `huaweicloud-dcs` and `huaweicloud`.
   */
  readonly namespaces?: readonly string[] | undefined;
  readonly env: Environment;
  /** Whether the screen is a terminal that redraws rows, and not a log. */
  readonly onTerminal: boolean;
  /** Recognises the engine's placeholder for a value that only the real run will know. */
  readonly isUnknown: (value: unknown) => boolean;
  readonly clock: Clock;
  /** Milliseconds since 1970 by this machine's clock. */
  now(): number;
  /** When this run of the engine began, in milliseconds since 1970 by this machine's clock. */
  runStartedAt(): number;
}
