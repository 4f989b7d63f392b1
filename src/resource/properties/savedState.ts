import { resultNamesOf, type ResourceName } from "./table";

type Properties = Readonly<Record<string, unknown>>;

/** As in Pulumi's resource options: durations such as `30m`. */
export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
}

/** What a state says of the wait itself, beside inputs and outputs. */
export interface WaitMarks {
  /**
   * Tasks created since then have not been judged: milliseconds since 1970 by the service's clock.
   * Absent in states of version 0.1.0.
   */
  readonly since?: number | undefined;
  /** Whether the wait failed while there was, or may have been, more to wait for. Default false. */
  readonly isOpen?: boolean;
  /** Whether the resource's create has not succeeded yet, and is to be resumed. Default false. */
  readonly isCreating?: boolean;
  /** The time-outs that the engine allowed. Default none. */
  readonly timeouts?: CustomTimeouts;
}

/** What a state is made of. */
export interface StateParts {
  /** The inputs that users see. */
  readonly inputs: object;
  /** Where the task is. */
  readonly place: Readonly<Record<"region" | "projectId", unknown>>;
  /** The outputs beside the inputs. */
  readonly result: object;
  readonly marks?: WaitMarks;
  /** Default `BackgroundTask`. */
  readonly resource?: ResourceName;
}

/**
 * Makes a state. Names that begin with `__` are the package's own, and the CLI hides them. Where an
 * output is called `taskName`, the name to look for is stored as `__taskName`.
 */
export function assembleState(parts: StateParts): Record<string, unknown> {
  const { inputs, place, result, marks = {}, resource = "BackgroundTask" } = parts;
  const { since, isOpen, isCreating, timeouts = {} } = marks;
  const { taskName, ...others }: Properties = { ...inputs };
  const nameKey = resultNamesOf(resource).includes("taskName") ? "__taskName" : "taskName";
  return {
    ...others,
    ...(taskName !== undefined && { [nameKey]: taskName }),
    ...place,
    ...result,
    // Which properties were inputs: `region` and others may also come from elsewhere.
    __inputs: Object.keys(inputs),
    ...(since !== undefined && { __since: new Date(since).toISOString() }),
    ...(isOpen && { __open: true }),
    ...(isCreating && { __creating: true }),
    ...(Object.keys(timeouts).length > 0 && { __timeouts: timeouts }),
  };
}

/** Reads what a state says of the wait itself. */
export function readMarks(state: Properties): Required<WaitMarks> {
  const { __since: since } = state;
  const at = typeof since === "string" ? Date.parse(since) : NaN;
  return {
    since: Number.isNaN(at) ? undefined : at,
    isOpen: state["__open"] === true,
    isCreating: state["__creating"] === true,
    timeouts: parseTimeouts(state["__timeouts"]),
  };
}

/** Time-outs from outside: those that are texts. */
export function parseTimeouts(value: unknown): CustomTimeouts {
  const { create, update }: Properties = { ...(typeof value === "object" && value) };
  return {
    ...(typeof create === "string" && { create }),
    ...(typeof update === "string" && { update }),
  };
}

/** Whether a state was made by this package, and not by a program that gets a resource by its id. */
export function isOwnState(state: Properties): boolean {
  return "__inputs" in state;
}

/**
 * The inputs that a state was made of. Those that begin with `__`, which version 0.2.0 and earlier
 * listed too, are not inputs of the life cycle.
 */
export function inputsOfState(state: Properties): Record<string, unknown> {
  const { __inputs: names, __taskName: taskName } = state;
  const known: readonly unknown[] = Array.isArray(names) ? names : [];
  const visible = known
    .filter((name) => typeof name === "string")
    .filter((name) => !name.startsWith("__"));
  return { ...pick(state, visible), ...(taskName !== undefined && { taskName }) };
}

/** Those of a list of properties that are there. */
export function pick(from: Properties, names: readonly string[]): Record<string, unknown> {
  const present = names.filter((name) => Object.hasOwn(from, name));
  return Object.fromEntries(present.map((name) => [name, from[name]]));
}
