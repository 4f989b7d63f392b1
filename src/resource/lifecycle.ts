import { printable } from "../printable";
import { findSettingsProblems } from "../client/settingsProblems";
import { findProjectId, findRegion } from "../settings/settings";
import { clientCache, type Connect } from "./clientCache";
import { isRunning } from "./endings";
import type { Host } from "./host";
import {
  type BackgroundTaskInputs,
  type InputFailure,
  validateInputs,
  withDefaults,
} from "./inputs";
import { type Difference, explainPlan, type NewPlace, plan, type Plan, toDifference } from "./plan";
import { readSaved } from "./readSaved";
import { isInstanceGone } from "./readTarget";
import { assembleState, givenInputs, savedResult, savedSince } from "./state";
import { idOf } from "./target";
import { isCreating, resumedInputs } from "./timeouts";
import { waitAndRecord, type Waiting } from "./waitAndRecord";
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

/** Builds the life cycle on what its host gives it. Deleting needs nothing: no cloud is touched. */
export function createLifecycle(
  host: Host,
  kind: WaitKind,
  connect: Connect = clientCache(host),
): Lifecycle {
  /** URNs whose next difference is that of a preview or an update: only those are checked first. */
  const checked = new Set<unknown>();
  const planFor = (olds: Properties, news: Properties, place: NewPlace): Plan => {
    const statuses = kind.statesOf(olds).map(({ status }) => status);
    return plan(olds, news, { place, names: kind.inputNames, statuses });
  };
  const placeOf = async (news: Properties): Promise<NewPlace> => {
    const sources = { inputs: news, configuration: await host.configuration(), env: host.env };
    return { region: findRegion(sources), projectId: findProjectId(sources) };
  };
  const waitFor = async (
    news: Properties,
    waiting: Omit<Waiting, "host" | "client" | "kind" | "inputs">,
  ) => {
    // What reaches create and update has passed check.
    const inputs = news as unknown as BackgroundTaskInputs;
    return waitAndRecord({ host, client: await connect(news), kind, inputs, ...waiting });
  };

  return {
    async check(news) {
      checked.add(news["__urn"]);
      const failures = validateInputs(news, host.isUnknown, kind.inputNames);
      const sources = { inputs: news, configuration: await host.configuration(), env: host.env };
      for (const problem of findSettingsProblems(sources, host.isUnknown)) {
        if (!failures.some(({ property }) => property === problem.property)) failures.push(problem);
      }
      return { inputs: withDefaults(news), failures };
    },

    async diff(olds, news) {
      const planned = planFor(olds, news, await placeOf(news));
      // A refresh asks for the difference too, and will neither wait nor replace.
      if (checked.delete(news["__urn"])) {
        const text = explainPlan(planned, kind.describe(news, host.isUnknown));
        if (text !== undefined) host.row(news["__urn"] as string | undefined).show(printable(text));
      }
      return toDifference(planned);
    },

    async create(news) {
      const nothing = { known: [], judged: [], since: undefined };
      return {
        id: String(news["instanceId"]),
        outs: await waitFor(news, { operation: "create", ...nothing }),
      };
    },

    async update(olds, news) {
      // The engine never asks for an update where there is a replacement.
      const { instanceId, projectId } = olds;
      const { kind: action } = planFor(olds, { ...news, instanceId }, {});
      const before = kind.statesOf(olds);
      const waiting = {
        operation: "update",
        since: savedSince(olds),
        projectId: typeof projectId === "string" && projectId !== "" ? projectId : undefined,
      } as const;
      if (action === "restart") {
        const judged = before.filter(({ status }) => status !== "RUNNING");
        const ids = judged.map(({ target }) => idOf(target));
        return { outs: await waitFor(news, { ...waiting, known: [], judged: ids }) };
      }
      if (action === "resume") {
        const resumed = { ...waiting, isCreating: isCreating(olds), known: before, judged: [] };
        return { outs: await waitFor(resumedInputs(olds, news), resumed) };
      }
      const place = { region: olds["region"], projectId };
      const { resultNames } = kind;
      const result = savedResult(olds, resultNames);
      return { outs: assembleState(news, place, result, { resultNames, since: waiting.since }) };
    },

    async read(id, olds) {
      const inputs = givenInputs(olds, kind.inputNames);
      const client = await connect(inputs);
      const place = { region: client.region, projectId: await client.projectId() };
      try {
        const look = { client, instanceId: id };
        const states = await readSaved(olds, { kind, inputs, look });
        const isNews = states.some((state) => !state.saved);
        if (!isNews && "__inputs" in olds) return { id, props: olds, inputs };
        const ending = {
          resultNames: kind.resultNames,
          since: savedSince(olds),
          isOpen: olds["__open"] === true && (!kind.isSingle || states.some(isRunning)),
          isCreating: isCreating(olds),
        };
        return { id, props: assembleState(inputs, place, kind.toResult(states), ending), inputs };
      } catch (error) {
        if (isInstanceGone(error)) return {};
        throw error;
      }
    },
  };
}
