import { isDeepStrictEqual } from "node:util";
import { describeMove, isFinal, type SavedTask, unsettledReason } from "./explainState";
import { withDefaults } from "./properties/completeInputs";
import { inputsOfState, readMarks } from "./properties/savedState";
import {
  inputDefaults,
  inputNamesOf,
  replacingInputs,
  type ResourceName,
  targetInputs,
} from "./properties/table";
import type { Change } from "./setup";
import { resultOf, statusOf } from "./targets/targetState";
import type { WaitKind } from "./waitKind";

type Properties = Readonly<Record<string, unknown>>;

/**
 * What a saved state and new inputs ask for: another resource; a wait from the start, since something
 * else is waited for; a wait that is resumed; new inputs to store; nothing.
 */
export type Plan =
  | { readonly kind: "replace"; readonly replaces: readonly string[]; readonly reason: string }
  | { readonly kind: "restart" }
  | { readonly kind: "resume"; readonly reason?: string; readonly isChanged: boolean }
  | { readonly kind: "store" }
  | { readonly kind: "none" };

/** Where the new inputs lead, as far as that is known without a request. */
export type NewPlace = Readonly<Record<string, unknown>>;

/** What a plan depends on beside the state and the inputs. */
export interface Circumstances {
  /** New values of the inputs whose change replaces the resource. */
  readonly place: NewPlace;
  /** Default `BackgroundTask`. */
  readonly resource?: ResourceName;
  /** The tasks of the state. Default: the one that its outputs describe. */
  readonly tasks?: readonly SavedTask[];
}

/** Decides what to do for a resource of some kind. Makes no request. */
export function planChange({ olds, news }: Change, kind: WaitKind, place: NewPlace): Plan {
  const tasks = kind.statesOf(olds).map((state) => ({
    ...resultOf(state),
    status: statusOf(state),
  }));
  return plan(olds, news, { place, resource: kind.resource, tasks });
}

/** Decides what to do. Makes no request. */
export function plan(olds: Properties, news: Properties, circumstances: Circumstances): Plan {
  const { place, resource = "BackgroundTask", tasks = [] } = circumstances;
  const replaces = replacingInputs.filter((name) => isMoved(olds[name], place[name]));
  if (replaces.length > 0) {
    return { kind: "replace", replaces, reason: describeMove(replaces, olds, place) };
  }
  if (!hasSameTarget(olds, news)) return { kind: "restart" };
  const isChanged = !haveSameInputs(olds, news, inputNamesOf(resource));
  const all = tasks.length > 0 ? tasks : [olds];
  const isOpen = readMarks(olds).isOpen || all.some(({ status }) => !isFinal(status, news));
  if (!isOpen) return isChanged ? { kind: "store" } : { kind: "none" };
  const reason = unsettledReason(olds, news, all);
  if (reason === undefined && !isChanged) return { kind: "none" };
  return { kind: "resume", isChanged, ...(reason !== undefined && { reason }) };
}

/** A plan in the engine's terms. Without `changes`, the engine compares the inputs itself. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** Puts a plan into the engine's terms. It compares changed inputs itself, for `replaceOnChanges`. */
export function toDifference(planned: Plan): Difference {
  switch (planned.kind) {
    case "replace":
      return { changes: true, replaces: [...planned.replaces] };
    case "restart":
    case "store":
      return {};
    case "resume":
      return planned.isChanged ? {} : { changes: true };
    case "none":
      return { changes: false };
  }
}

/** Puts a plan into words, for the resource's row; `undefined` where the row needs none. */
export function explainPlan(planned: Plan, target: string): string | undefined {
  switch (planned.kind) {
    case "replace":
    case "resume":
      return planned.reason;
    case "restart":
      return `will wait for ${target}`;
    case "store":
    case "none":
      return undefined;
  }
}

function isMoved(before: unknown, after: unknown): boolean {
  return after !== undefined && before !== undefined && after !== before;
}

/** Whether both name the same task. A task that a search has found is still the one to search for. */
function hasSameTarget(olds: Properties, news: Properties): boolean {
  const isNamed = news["taskId"] !== undefined;
  const before: Properties = isNamed
    ? olds
    : { ...inputsOfState(olds), triggers: olds["triggers"] };
  const names = isNamed ? ["taskId", "triggers"] : targetInputs;
  return names.every((name) => isSameInput(name, before[name], news[name]));
}

function haveSameInputs(olds: Properties, news: Properties, names: readonly string[]): boolean {
  const given = inputsOfState(olds);
  // Inputs unknown to the stored version compare as their default.
  const before: Properties = { ...inputDefaults, ...olds, taskName: given["taskName"] };
  const after = withDefaults(news);
  const compared = names.filter((name) => name in given || name in news);
  return compared.every((name) => isSameInput(name, before[name], after[name]));
}

/** Names to look for are a set: `"A"` and `["A", "A"]` are the same. */
function isSameInput(name: string, one: unknown, other: unknown): boolean {
  if (name !== "taskName") return isDeepStrictEqual(one, other);
  return isDeepStrictEqual(toSet(one), toSet(other));
}

function toSet(value: unknown): ReadonlySet<unknown> {
  return new Set(value === undefined || value === null ? [] : [value].flat());
}
