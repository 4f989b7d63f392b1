import type { AnswerClass, FaultKind, Proves } from "./kinds/kind.ts";
import type { Path } from "./paths.ts";

/** What is known of a request when it begins. */
export interface BegunRequest {
  /** By the run's clock. */
  readonly at: number;
  readonly path: Path;
  /** The task that it is about, by its name. */
  readonly task: string | undefined;
  /** The kind of fault that it is to meet. */
  wanted: string | undefined;
  readonly host?: string | undefined;
  /** Which client makes it: a number, or the name of a single query or an `up`. */
  readonly client?: number | string | undefined;
}

/** A request, and what came of it. */
export interface Entry extends BegunRequest {
  /** Its place in the order of all that happened. */
  readonly begun: number;
  ended?: number;
  /** By the run's clock. */
  endedAt?: number;
  /** The kind of fault that it met. */
  kind?: string;
  class?: AnswerClass;
  proves?: Proves;
  acceptsKey?: boolean;
  retryAfterMs?: number;
  says?: string | undefined;
  /** Bytes of the answer that were read. */
  bytes?: number;
  /** The access key that it came with. */
  key?: string | undefined;
  /** Whether the date of its signature was far off. */
  isSkewed?: boolean;
  /** What a page of the task list said of the run's tasks: the status by the task's name. */
  listed?: Readonly<Record<string, string>>;
  /** Whether there were further pages. */
  hasMore?: boolean;
  /** Whether it had an answer that the client could not read, or did not read to the end. */
  isBroken?: boolean;
  /** What happens when it reaches the service. */
  onArrival?: (() => void) | undefined;
  /** Lets the time go on although it is on its way. */
  letGo?: () => void;
}

/** The client has its answer, or knows that none comes. */
export type EndedEntry = Entry & Required<Pick<Entry, "ended" | "endedAt">>;

/** Every request of a run, in the order in which they began. */
export class RequestLog {
  readonly entries: Entry[] = [];
  #moments = 0;

  begin(request: BegunRequest): Entry {
    const entry: Entry = { begun: this.mark(), ...request };
    this.entries.push(entry);
    return entry;
  }

  /** The client has its answer, or knows that none comes. */
  end(entry: Entry, at: number): void {
    Object.assign(entry, { ended: this.mark(), endedAt: at });
  }

  /** Those that have ended, in the order in which they began. */
  get ended(): EndedEntry[] {
    return this.entries.filter(hasEnded);
  }

  /** This moment in the order of all that happened. */
  mark(): number {
    this.#moments += 1;
    return this.#moments;
  }
}

export function hasEnded(entry: Entry): entry is EndedEntry {
  return entry.ended !== undefined;
}

/** In the order of their ends. */
export function byEnd<Ended extends { readonly ended: number }>(
  entries: readonly Ended[],
): Ended[] {
  return entries.toSorted((a, b) => a.ended - b.ended);
}

/** Notes that a request met a kind of fault. */
export function applied(entry: Entry, name: string, kind: FaultKind): void {
  const { class: its, proves = false, acceptsKey = false, retryAfterMs = 0, says } = kind;
  Object.assign(entry, { kind: name, class: its, proves, acceptsKey, retryAfterMs, says });
}
