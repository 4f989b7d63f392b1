import { isDeepStrictEqual } from "node:util";
import { isDcsError } from "../errors";
import { type Difference, diffState, unsettledReason } from "./diff";
import type { Host } from "./host";
import { createConnections } from "./connections";
import {
  type BackgroundTaskInputs,
  type InputFailure,
  validateInputs,
  withDefaults,
} from "./inputs";
import { isTransient } from "../wait/patience";
import { findSettingsProblems } from "./settings";
import { assembleState, givenInputs, savedResult, toResult } from "./state";
import { statusOf, waitAndRecord } from "./waitAndRecord";

type Properties = Record<string, unknown>;

/** The life cycle of a `BackgroundTask`, in the engine's terms and without the engine. */
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
export function createLifecycle(host: Host): Lifecycle {
  const connect = createConnections(host);
  const waitFor = async (news: Properties, operation: "create" | "update") =>
    // What reaches create and update has passed check.
    waitAndRecord(host, await connect(news), news as unknown as BackgroundTaskInputs, operation);

  return {
    async check(news) {
      const failures = validateInputs(news, host.isUnknown);
      const sources = { inputs: news, configuration: await host.configuration(), env: host.env };
      for (const problem of findSettingsProblems(sources, host.isUnknown)) {
        if (!failures.some(({ property }) => property === problem.property)) failures.push(problem);
      }
      return { inputs: withDefaults(news), failures };
    },

    async diff(olds, news) {
      const reason = unsettledReason(olds, news);
      if (reason) host.row(news["__urn"] as string | undefined).show(reason);
      return diffState(olds, news, { configuration: await host.configuration(), env: host.env });
    },

    async create(news) {
      const state = await waitFor(news, "create");
      return { id: state.instanceId, outs: { ...state } };
    },

    async update(olds, news) {
      const sameTask =
        olds["taskId"] === news["taskId"] && isDeepStrictEqual(olds["triggers"], news["triggers"]);
      if (sameTask && olds["status"] === "SUCCEEDED") {
        const place = { region: olds["region"], projectId: olds["projectId"] };
        return { outs: assembleState(news, place, savedResult(olds)) };
      }
      return { outs: { ...(await waitFor(news, "update")) } };
    },

    async read(id, olds) {
      const inputs = givenInputs(olds);
      const client = await connect(inputs);
      const place = { region: client.region, projectId: await client.projectId() };
      const taskId = olds["taskId"] as string;
      // Requests of the last wait: looking again is none.
      const attempts = typeof olds["attempts"] === "number" ? olds["attempts"] : 1;
      try {
        const answer = await client.showBackgroundTaskProgress({ instanceId: id, taskId });
        const status = statusOf(answer);
        const isDone = olds["status"] === "SUCCEEDED" && answer.progress === 100;
        // An answer that tells less than what was recorded does not take its place.
        if (status === "UNKNOWN" || (status === "RUNNING" && isDone)) {
          return { id, props: olds, inputs };
        }
        const result = toResult(taskId, status, answer, attempts);
        return { id, props: assembleState(inputs, place, result), inputs };
      } catch (error) {
        if (!isDcsError(error, "NOT_FOUND") || !isTransient(error)) throw error;
        if (NO_SUCH_INSTANCE.includes(error.serviceCode)) return {};
        // The service forgets ended tasks; what was recorded of this one stays true.
        return { id, props: olds, inputs };
      }
    },
  };
}
