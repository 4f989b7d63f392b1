import type * as dynamic from "@pulumi/pulumi/dynamic";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { Host } from "../resource/host";
import { createLifecycle } from "../resource/lifecycle";
import { PartialFailure } from "../resource/partialFailure";
import type { Configuration } from "../settings/settings";
import type { WaitKind } from "../resource/waitKind";
import { systemClock } from "../wait/clock";
import { watchCancellation } from "../engine/cancellation";
import { runStartedAt } from "../engine/cliProcess";
import { connectEngineLog } from "../engine/engineLog";
import { isOnTerminal } from "../engine/terminal";

type Properties = Record<string, unknown>;

/**
 * The life cycle as a dynamic provider of the Pulumi engine. One of these serves all resources of
 * a program, in the engine's plugin process.
 */
export function createDynamicProvider(kind: WaitKind): dynamic.ResourceProvider {
  // The engine may call another method before configure has returned.
  let configure: (configuration: Configuration) => void;
  const configured = new Promise<Configuration>((resolve) => {
    configure = resolve;
  });
  const log = connectEngineLog();
  const cancellation = watchCancellation();
  const host: Host = {
    configuration: () => configured,
    env: process.env,
    row: (urn) => {
      let last = Promise.resolve();
      return {
        show: (text) => {
          // One after the other: the engine shows texts in the order in which they happen to come.
          if (urn && log) last = last.then(() => log.status(urn, text));
        },
        keep: (severity, text) => {
          if (urn && log) last = last.then(() => log.keep(urn, severity, text));
        },
        settled: () => last,
      };
    },
    onTerminal: isOnTerminal(),
    get cancelled() {
      return cancellation.signal;
    },
    isUnknown: (value) => value === unknownValue,
    clock: systemClock,
    now: Date.now,
    runStartedAt,
  };
  const lifecycle = createLifecycle(host, kind);

  return {
    configure({ config }) {
      configure((key) => config.get(`huaweicloud:${key}`));
      return Promise.resolve();
    },
    check: (_olds, news: Properties) => lifecycle.check(news),
    diff: (_id, olds: Properties, news: Properties) => lifecycle.diff(olds, news),
    create: (news: Properties) => keepingProvider(news, lifecycle.create(news)),
    update: (_id, olds: Properties, news: Properties) =>
      keepingProvider(news, lifecycle.update(olds, news)),
    read: async (id, olds: Properties = {}) => lifecycle.read(id, olds),
    // Nothing was made in the cloud, so nothing is taken away.
    delete: () => Promise.resolve(),
  };
}

/** A state saved by way of an error lacks the provider's text, which the next run needs. */
async function keepingProvider<T>(news: Properties, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    const { message, id, reasons, properties } = error;
    throw Object.assign(new Error(message), {
      id,
      reasons,
      properties: { ...properties, __provider: news["__provider"] },
    });
  }
}
