import type { ListPlan } from "./plan/plan.ts";

/** A task as the service lists it. */
export interface ListedTask {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

export interface ListQuery {
  readonly offset: number;
  readonly limit: number;
  /** On the clock of the run. */
  readonly now: number;
}

/** What stands in a list where an entry should be. */
const oddEntries = [null, { id: 5 }, {}, { id: null, name: "EXTEND" }];

/**
 * The instance's task list as it is shown in one run: the run's own tasks among others, in pages that
 * may be shorter than asked.
 *
 * @param own the entries of the run's tasks, as the service lists them
 * @returns the body, the own entries in it, whether there are further pages, and whether entries are
 *   unreadable one and all
 */
export function renderList(view: ListPlan, own: readonly ListedTask[], query: ListQuery) {
  const { newer = 0, pageSize = Infinity, count = "number", odd = 0, lateMs = 0 } = view;
  const { offset, limit, now } = query;
  const shown = now < lateMs ? [] : own;
  const all = [
    ...oddEntries.slice(0, odd),
    ...Array.from({ length: newer }, (_, at) => otherTask(at)),
    ...shown.map((entry) => dress(view, entry)),
  ];
  const end = offset + Math.min(limit, pageSize);
  const first = all.length - shown.length;
  return {
    body: { ...countOf(count, all.length), tasks: all.slice(offset, end) },
    listed: shown.slice(Math.max(offset - first, 0), Math.max(end - first, 0)),
    hasMore: end < all.length,
    isUnreadable: odd > 0 && odd === all.length && offset === 0,
  };
}

function countOf(form: ListPlan["count"], length: number): object {
  if (form === "absent") return {};
  return { task_count: form === "text" ? String(length) : length };
}

/** The same id in the other form that the service uses, and another word for what goes on. */
function dress({ ids, word }: ListPlan, { id, status, ...entry }: ListedTask): ListedTask {
  const hasEnded = ["SUCCESS", "FAILED"].includes(status);
  return {
    ...entry,
    id: ids === "dashed" ? toDashed(id) : id,
    status: word && !hasEnded ? word : status,
  };
}

function toDashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5").toUpperCase();
}

function otherTask(at: number): ListedTask {
  return {
    id: `0${at}`.padStart(32, "d"),
    name: "BindEip",
    status: "SUCCESS",
    created_at: "2026-01-01T00:00:00.000Z",
    updated_at: "2026-01-01T00:00:00.000Z",
    enable_show: true,
  };
}
