/** Where the engine that started this plugin process listens. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads the address from the last argument; `undefined` if no engine started this process. */
export function findEngine(argv: readonly string[] = process.argv): EngineAddress | undefined {
  const [, host, port] = /^([\w.-]+):(\d+)$/.exec(argv.at(-1) ?? "") ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
}
