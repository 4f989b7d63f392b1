import type * as dynamic from "@pulumi/pulumi/dynamic";
import { hideSecrets, secretTexts } from "../engine/hideSecrets";
import { withTimeout } from "../engine/requestTimeouts";
import type { Connect } from "../resource/clientCache";
import { createLifecycle } from "../resource/lifecycle";
import { PartialFailure } from "../resource/partialFailure";
import type { WaitKind } from "../resource/waitKind";
import type { EngineHost } from "./engineHost";

type Properties = Record<string, unknown>;

/** What all providers of the plugin process share. */
export interface Shared {
  readonly host: EngineHost;
  readonly connect: Connect;
}

/**
 * The life cycle as a dynamic provider of the Pulumi engine. One of these serves all resources of
 * a program that are of this kind, in the engine's plugin process.
 */
export function createDynamicProvider(
  kind: WaitKind,
  { host, connect }: Shared,
): dynamic.ResourceProvider {
  const lifecycle = createLifecycle(host, kind, connect);

  /** Does some work without showing or storing the secrets among the properties that it is about. */
  async function discreetly<T>(properties: readonly Properties[], work: () => Promise<T>) {
    const secrets = properties.flatMap(secretTexts);
    for (const { __urn: urn } of properties) {
      if (typeof urn === "string") host.hide(urn, secrets);
    }
    try {
      return await work();
    } catch (error) {
      throw withoutSecrets(error, secrets);
    }
  }

  return {
    configure({ config }) {
      host.configure((name) => config.get(name));
      return Promise.resolve();
    },
    check: (_olds, news: Properties) => discreetly([news], () => lifecycle.check(news)),
    diff: (_id, olds: Properties, news: Properties) =>
      discreetly([olds, news], () => lifecycle.diff(olds, news)),
    create: (news: Properties) =>
      discreetly([news], () => lifecycle.create(withTimeout(news, "create"))),
    update: (_id, olds: Properties, news: Properties) =>
      discreetly([olds, news], () => lifecycle.update(olds, withTimeout(news, "update"))),
    read: (id, olds: Properties = {}) => discreetly([olds], () => lifecycle.read(id, olds)),
    // Nothing was made in the cloud, so nothing is taken away.
    delete: () => Promise.resolve(),
  };
}

/** The same error for the plugin, which takes `id`, `properties` and `reasons` from it. */
function withoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof Error) || secrets.length === 0) return error;
  const hide = (text: string) => hideSecrets(text, secrets);
  const stack = hide(error.stack ?? "");
  const hidden = Object.assign(new Error(hide(error.message)), { stack });
  if (!(error instanceof PartialFailure)) return hidden;
  const { id, properties, reasons } = error;
  return Object.assign(hidden, { id, properties, reasons: reasons.map(hide) });
}
