import { run } from "../../../src/cli/run";
import type { Simulator } from "../../../src/simulator";
import { type Clock, systemClock } from "../../../src/wait/time/clock";

/** The exit code and the output of a run of `dcs-task`. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Whether standard output is a terminal. Default: not. */
  readonly isTTY?: boolean;
  /** Whether standard error is a terminal. Default: not. */
  readonly isErrTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** Ctrl-C is pressed when this appears in the output. */
  readonly interruptAt?: RegExp;
  /** Ctrl-C is pressed when this aborts. */
  readonly signal?: AbortSignal;
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: that of this machine. */
  readonly clock?: Clock;
}

/** Runs `dcs-task` without a process, with the simulator's keys in its environment. */
export async function runDcsTask(
  simulator: Simulator | undefined,
  args: readonly string[],
  {
    isTTY = false,
    isErrTTY,
    columns,
    rows,
    interruptAt,
    signal,
    stdin = "",
    env = {},
    clock = systemClock,
  }: RunOptions = {},
): Promise<Ran> {
  let [out, err] = ["", ""];
  const interrupt = new AbortController();
  const write = (text: string) => {
    out += text;
    if (interruptAt?.test(out)) interrupt.abort();
  };
  const code = await run([...args], {
    stdin: async function* () {
      // In two parts, as a pipe may deliver it.
      const bytes = await Promise.resolve(Buffer.from(stdin));
      yield bytes.subarray(0, bytes.length / 2);
      yield bytes.subarray(bytes.length / 2);
    },
    stdout: { write, terminal: { isTTY, columns, rows } },
    stderr: { write: (text) => (err += text), terminal: { isTTY: isErrTTY, columns, rows } },
    env: { ...(simulator && environmentOf(simulator)), ...env },
    clock,
    signal: signal ? AbortSignal.any([signal, interrupt.signal]) : interrupt.signal,
  });
  return { code, out, err };
}

/** The variables with which `dcs-task` reaches a simulator. */
export function environmentOf(simulator: Simulator): Record<string, string> {
  return {
    HW_ACCESS_KEY: simulator.accessKey,
    HW_SECRET_KEY: simulator.secretKey,
    HW_REGION_NAME: simulator.region,
    HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
  };
}
