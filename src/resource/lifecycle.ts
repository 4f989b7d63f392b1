import { findSettingsProblems } from "../client/settingsProblems";
import { printable } from "../printable";
import { findPlace } from "../settings/settings";
import { NOT_KNOWN } from "./explainState";
import type { CallContext } from "./host/callContext";
import { clientCache, type Connect } from "./host/clientCache";
import type { Host } from "./host/host";
import { settingsSources } from "./host/settingsSources";
import { type Difference, explainPlan, planChange, toDifference } from "./plan";
import { withDefaults } from "./properties/completeInputs";
import { type InputFailure, validateInputs } from "./properties/validateInputs";
import { type ReadResult, refresh } from "./refresh";
import type { Change, Setup } from "./setup";
import { create, update } from "./update";
import type { WaitKind } from "./waitKind";

type Properties = Record<string, unknown>;

/** Inputs with their defaults, and what is wrong with them. */
interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly InputFailure[];
}

/**
 * The life cycle of a resource that waits, in the engine's terms and without the engine. Deleting is
 * not part of it: nothing was made in the cloud.
 */
export interface Lifecycle {
  /** Finds every problem of inputs and configuration at once. Makes no request. */
  check(news: Properties, context: CallContext): Promise<Checked>;
  /** Makes no request. */
  diff(olds: Properties, news: Properties, context: CallContext): Promise<Difference>;
  create(news: Properties, context: CallContext): Promise<{ id: string; outs: Properties }>;
  /** Looks once. Without an id in the result, the instance is gone. */
  read(id: string, olds: Properties, context: CallContext): Promise<ReadResult>;
  update(olds: Properties, news: Properties, context: CallContext): Promise<{ outs: Properties }>;
}

/** Makes the life cycle of one kind of resource. */
export function createLifecycle(
  host: Host,
  kind: WaitKind,
  connect: Connect = clientCache(host),
): Lifecycle {
  const setup: Setup = { host, kind, connect };
  /** URNs that were checked: their next difference belongs to a preview or an update. */
  const checked = new Set<unknown>();
  return {
    check(news, context) {
      checked.add(context.urn);
      return check(news, setup);
    },
    diff(olds, news, context) {
      // A refresh asks for the difference too, and will neither wait nor replace.
      const isForRun = checked.delete(context.urn);
      return diff({ olds, news }, setup, isForRun ? context.row : undefined);
    },
    create: (news, context) => create(news, { ...setup, context }),
    update: (olds, news, context) => update({ olds, news }, { ...setup, context }),
    read: (id, olds, context) => refresh({ id, olds }, { ...setup, context }),
  };
}

async function check(news: Properties, { host, kind }: Setup): Promise<Checked> {
  const failures = validateInputs(news, host.isUnknown, kind.resource);
  const isReported = (name: string) => failures.some(({ property }) => property === name);
  const isOpen = (name: string) => isReported(name) || host.isUnknown(news[name]);
  const others = findSettingsProblems(await settingsSources(host, news), isOpen);
  return { inputs: withDefaults(news), failures: [...failures, ...others] };
}

async function diff(
  { olds, news }: Change,
  { host, kind }: Setup,
  row: CallContext["row"] | undefined,
): Promise<Difference> {
  const found = { instanceId: news["instanceId"], ...findPlace(await settingsSources(host, news)) };
  // The text of a replacement must not show the engine's placeholder.
  const place = Object.fromEntries(
    Object.entries(found).map(([name, value]) => [name, host.isUnknown(value) ? NOT_KNOWN : value]),
  );
  const planned = planChange({ olds, news }, kind, place);
  const text = explainPlan(planned, kind.describe(news, host.isUnknown));
  if (text !== undefined && row) {
    row.show(printable(text));
    // The engine may end this process soon after a preview. A display that fails never fails the plan.
    await row.settled().catch(() => undefined);
  }
  return toDifference(planned);
}
