import type * as dynamic from "@pulumi/pulumi/dynamic";
import type { Connect } from "../../resource/host/clientCache";
import { createLifecycle } from "../../resource/lifecycle";
import type { ReadResult } from "../../resource/refresh";
import type { WaitKind } from "../../resource/waitKind";
import { callForEngine } from "./engineCall";
import type { EngineHost } from "./engineHost";
import { withTimeout } from "./requestTimeouts";
import { hiddenInputsOf, hiddenStateOf, validateHidden } from "./splitInputs";

type Properties = Record<string, unknown>;

/** What all providers of the plugin process share. */
export interface Shared {
  readonly host: EngineHost;
  readonly connect: Connect;
}

/**
 * The life cycle as a dynamic provider of the Pulumi engine. One provider serves all resources of its
 * kind in a program, in the engine's plugin process.
 */
export function createDynamicProvider(kind: WaitKind, shared: Shared): dynamic.ResourceProvider {
  const { host, connect } = shared;
  const lifecycle = createLifecycle(host, kind, connect);
  return {
    configure({ config }) {
      host.configure((name) => config.get(name));
      return Promise.resolve();
    },

    check: (_olds, news: Properties) =>
      callForEngine(host, { news }, async ({ inputs, hidden }, context) => {
        const checked = await lifecycle.check(inputs, context);
        const failures = [...checked.failures, ...validateHidden(hidden, host.isUnknown)];
        return { inputs: { ...checked.inputs, ...hidden }, failures };
      }),

    diff: (_id, olds: Properties, news: Properties) =>
      callForEngine(host, { olds, news }, ({ inputs }, context) =>
        lifecycle.diff(olds, inputs, context),
      ),

    create: (given: Properties) => {
      const news = withTimeout(given, "create");
      return callForEngine(host, { news }, async ({ inputs, hidden }, context) => {
        const { id, outs } = await lifecycle.create(inputs, context);
        return { id, outs: { ...hidden, ...outs } };
      });
    },

    update: (_id, olds: Properties, given: Properties) => {
      const news = withTimeout(given, "update");
      return callForEngine(host, { olds, news }, async ({ inputs, hidden }, context) => {
        const { outs } = await lifecycle.update(olds, inputs, context);
        return { outs: { ...hidden, ...outs } };
      });
    },

    read: (id, olds: Properties = {}) =>
      callForEngine(host, { news: olds }, async (_, context) =>
        withHidden(await lifecycle.read(id, olds, context), olds),
      ),

    // Nothing was made in the cloud, so there is nothing to delete.
    delete: () => Promise.resolve(),
  };
}

/** What a refresh has read, with the hidden inputs of the state that it began with. */
function withHidden({ props, inputs, ...read }: ReadResult, olds: Properties): dynamic.ReadResult {
  if (!props) return read;
  return {
    ...read,
    props: { ...hiddenStateOf(olds), ...props },
    inputs: { ...inputs, ...hiddenInputsOf(olds) },
  };
}
