import { printable } from "../printable";
import { type DcsError, isDcsError } from "../errors";
import { isTransient } from "../wait/failureBudget";
import { clientCache } from "./clientCache";
import { type Difference, diffState, isSameTarget, unsettledReason } from "./diff";
import type { Host } from "./host";
import {
  type InputFailure,
  validateInputs,
  type BackgroundTaskInputs,
  withDefaults,
} from "./inputs";
import { findSettingsProblems } from "../settings/settings";
import { assembleState, givenInputs, savedResult } from "./state";
import type { TargetState } from "./target";
import { waitAndRecord } from "./waitAndRecord";
import { readTarget } from "./waitForTargets";
import type { WaitKind } from "./waitKind";

type Properties = Record<string, unknown>;

/** The life cycle of a resource that waits, in the engine's terms and without the engine. */
export interface Lifecycle {
  /** Every problem of the inputs and the configuration at once. Makes no request. */
  check(news: Properties): Promise<{ inputs: Properties; failures: InputFailure[] }>;
  /** Makes no request. */
  diff(olds: Properties, news: Properties): Promise<Difference>;
  create(news: Properties): Promise<{ id: string; outs: Properties }>;
  /** One query. Without an id in the answer, the instance is gone. */
  read(
    id: string,
    olds: Properties,
  ): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(olds: Properties, news: Properties): Promise<{ outs: Properties }>;
}

/** Codes that say that the instance itself is gone. */
const NO_SUCH_INSTANCE: readonly (string | undefined)[] = ["DCS.3022", "111404022"];

/** Builds the life cycle on what its host gives it. Deleting needs nothing: no cloud is touched. */
export function createLifecycle(host: Host, kind: WaitKind): Lifecycle {
  const connect = clientCache(host);
  const waitFor = async (
    news: Properties,
    operation: "create" | "update",
    known: readonly TargetState[] = [],
  ) => {
    // What reaches create and update has passed check.
    const inputs = news as unknown as BackgroundTaskInputs;
    return waitAndRecord({ host, client: await connect(news), kind, inputs, operation, known });
  };

  return {
    async check(news) {
      const failures = validateInputs(news, host.isUnknown, kind.inputNames);
      const sources = { inputs: news, configuration: await host.configuration(), env: host.env };
      for (const problem of findSettingsProblems(sources, host.isUnknown)) {
        if (!failures.some(({ property }) => property === problem.property)) failures.push(problem);
      }
      return { inputs: withDefaults(news), failures };
    },

    async diff(olds, news) {
      const reason = isSameTarget(olds, news)
        ? unsettledReason(olds, news)
        : `will wait for ${kind.describe(news, host.isUnknown)}`;
      if (reason) host.row(news["__urn"] as string | undefined).show(printable(reason));
      const sources = { configuration: await host.configuration(), env: host.env };
      return diffState(olds, news, sources, kind.inputNames);
    },

    async create(news) {
      return { id: String(news["instanceId"]), outs: await waitFor(news, "create") };
    },

    async update(olds, news) {
      if (!isSameTarget(olds, news)) return { outs: await waitFor(news, "update") };
      const isSettled =
        olds["status"] === "SUCCEEDED" ||
        (olds["status"] === "NONE" && unsettledReason(olds, news) === undefined);
      if (!isSettled) return { outs: await waitFor(news, "update", kind.statesOf(olds)) };
      const place = { region: olds["region"], projectId: olds["projectId"] };
      const { resultNames } = kind;
      return { outs: assembleState(news, place, savedResult(olds, resultNames), resultNames) };
    },

    async read(id, olds) {
      const inputs = givenInputs(olds);
      const client = await connect(inputs);
      const place = { region: client.region, projectId: await client.projectId() };
      try {
        const saved = kind.statesOf(olds);
        const look = { client, instanceId: id };
        const states = await Promise.all(saved.map((state) => refreshTarget(state, look)));
        // Where there is no task to ask about, whether the instance is there.
        if (saved.length === 0)
          await client.listBackgroundTasks(look)[Symbol.asyncIterator]().next();
        const isNews = states.some((state) => !state.saved);
        const result = kind.toResult(states);
        const props = isNews ? assembleState(inputs, place, result, kind.resultNames) : olds;
        return { id, props, inputs };
      } catch (error) {
        if (isDcsError(error, "NOT_FOUND") && isInstanceGone(error)) return {};
        throw error;
      }
    },
  };
}

/** Looks at what a state tells of. An answer that tells less than that does not take its place. */
async function refreshTarget(
  saved: TargetState,
  place: Parameters<typeof readTarget>[1],
): Promise<TargetState> {
  try {
    const state = await readTarget(saved.target, place);
    const isDone = saved.status === "SUCCEEDED" && state.answer?.progress === 100;
    if (state.status === "UNKNOWN" || (state.status === "RUNNING" && isDone)) return saved;
    // Requests of the last wait: looking again is none.
    return { ...state, attempts: saved.attempts };
  } catch (error) {
    const isForgotten =
      isDcsError(error, "NOT_FOUND") && isTransient(error) && !isInstanceGone(error);
    // The service forgets ended tasks; what was recorded of this one stays true.
    if (isForgotten) return saved;
    throw error;
  }
}

function isInstanceGone({ serviceCode }: DcsError): boolean {
  return NO_SUCH_INSTANCE.includes(serviceCode);
}
