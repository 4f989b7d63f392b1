import { isDeepStrictEqual } from "node:util";
import { printable } from "../printable";
import { inputDefaults, inputNames, targetNames, withDefaults } from "./inputs";
import { givenInputs } from "./state";
import { toNames } from "./target";

type Properties = Readonly<Record<string, unknown>>;

/**
 * What the difference between a saved state and new inputs asks for: another resource; a wait from
 * the start, since something else is waited for; a wait that goes on; new inputs to store; nothing.
 */
export type Plan =
  | { readonly kind: "replace"; readonly replaces: readonly string[]; readonly reason: string }
  | { readonly kind: "restart" }
  | { readonly kind: "resume"; readonly reason?: string; readonly isChanged: boolean }
  | { readonly kind: "store" }
  | { readonly kind: "none" };

/** Where the new inputs lead to, as far as it is known without a request. */
export type NewPlace = Readonly<Partial<Record<"region" | "projectId", string | undefined>>>;

/** What a plan depends on beside the state and the inputs. */
export interface Circumstances {
  readonly place: NewPlace;
  /** Default: the inputs of a `BackgroundTask`. */
  readonly names?: readonly string[];
  /** How each task of the state stood. Default: what the state says of all. */
  readonly statuses?: readonly unknown[];
}

/** Decides what to do. Makes no request. */
export function plan(olds: Properties, news: Properties, here: Circumstances): Plan {
  const { place, names = inputNames, statuses = [] } = here;
  const moved = moves(olds, { instanceId: news["instanceId"], ...place });
  if (moved.length > 0) {
    const reason = describeMove(moved, olds, { ...news, ...place });
    return { kind: "replace", replaces: moved, reason };
  }
  if (!isSameTarget(olds, news)) return { kind: "restart" };
  const isChanged = !haveSameInputs(olds, news, names);
  const all = statuses.length > 0 ? statuses : [olds["status"]];
  const isOpen = olds["__open"] === true || all.some((status) => !isFinal(status, news));
  if (!isOpen) return isChanged ? { kind: "store" } : { kind: "none" };
  const reason = unsettledReason(olds, news, all);
  if (reason === undefined && !isChanged) return { kind: "none" };
  return { kind: "resume", isChanged, ...(reason !== undefined && { reason }) };
}

/** What the engine is told; `changes` left out lets it compare the inputs itself. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** A plan in the engine's terms. Where inputs changed, it compares them, for `replaceOnChanges`. */
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

/** A plan for people, in the row of a preview and of an update; `undefined` where it says itself. */
export function explainPlan(planned: Plan, target: string): string | undefined {
  switch (planned.kind) {
    case "replace":
      return planned.reason;
    case "restart":
      return `will wait for ${target}`;
    case "resume":
      return planned.reason;
    case "store":
    case "none":
      return undefined;
  }
}

function moves(olds: Properties, place: Properties): string[] {
  return Object.keys(place).filter(
    (name) => place[name] !== undefined && olds[name] !== undefined && place[name] !== olds[name],
  );
}

function describeMove(names: readonly string[], olds: Properties, news: Properties): string {
  const changes = names.map((name) => `${name} ${shown(olds[name])} -> ${shown(news[name])}`);
  return `another ${changes.join(", ")}`;
}

/** Whether both are about the same task: one that was found is still the one that is looked for. */
function isSameTarget(olds: Properties, news: Properties): boolean {
  const given = givenInputs(olds);
  const isNamed = news["taskId"] !== undefined;
  const before: Properties = isNamed ? olds : { ...given, triggers: olds["triggers"] };
  const names = isNamed ? (["taskId", "triggers"] as const) : targetNames;
  return names.every((name) => isSameInput(name, before[name], news[name]));
}

function haveSameInputs(olds: Properties, news: Properties, names: readonly string[]): boolean {
  const given = givenInputs(olds);
  // Inputs unknown to the stored version compare as their default.
  const before: Properties = { ...inputDefaults, ...olds, taskName: given["taskName"] };
  const after = withDefaults(news);
  const compared = names.filter((name) => name in given || name in news);
  return compared.every((name) => isSameInput(name, before[name], after[name]));
}

/** Names to look for are a set: their order and a list of one mean nothing. */
function isSameInput(name: string, one: unknown, other: unknown): boolean {
  if (name !== "taskName") return isDeepStrictEqual(one, other);
  return isDeepStrictEqual(new Set(toNames(one)), new Set(toNames(other)));
}

/** Whether an ending is one that no further request can change, or that the inputs accept. */
function isFinal(status: unknown, news: Properties): boolean {
  switch (status) {
    case "SUCCEEDED":
      return true;
    case "NONE":
      return news["ifNone"] !== "error" || news["wait"] === false;
    case "RUNNING":
      return false;
    default:
      return news["onFailure"] === "record" && news["wait"] !== false;
  }
}

/**
 * Why the saved state must not stay as it is although no input has changed: it is not success, and
 * the program does not accept that. `undefined` where it may stay. True in an update, in a refresh
 * and in a replacement: it says what is in the state.
 */
export function unsettledReason(
  olds: Properties,
  news: Properties,
  statuses: readonly unknown[] = [olds["status"]],
): string | undefined {
  if (news["wait"] === false) return undefined;
  const { taskId, progress, __open: isOpen } = olds;
  const task = taskId === undefined ? "the task" : `task ${shown(taskId)}`;
  // A time-out is accepted, and an interrupted wait is none.
  const isBad = (status: unknown) =>
    !isAccepted(status, news) || (isOpen === true && status === "RUNNING");
  const bad = statuses.find(isBad);
  switch (bad) {
    case undefined:
      return isOpen === true ? "not every task of the instance is known to be done" : undefined;
    case "NONE":
      return "no task was found";
    case "RUNNING":
      return `unfinished: ${taskId === undefined ? count(statuses) : `${task} was at ${shown(progress)} %`}`;
    default:
      return `${task} ${bad === "FAILED" ? "failed" : "ended unseen"}`;
  }
}

function count(statuses: readonly unknown[]): string {
  const running = statuses.filter((status) => status === "RUNNING").length;
  return statuses.length > 1 ? `${running} of ${statuses.length} tasks` : "the task";
}

function isAccepted(status: unknown, news: Properties): boolean {
  if (status === "RUNNING") return news["onTimeout"] === "record";
  return isFinal(status, news);
}

/** A state may have been written by anyone, so what it holds is made printable. */
function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? printable(`${value}`) : "?";
}
