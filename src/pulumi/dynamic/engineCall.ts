import type { CallContext } from "../../resource/host/callContext";
import { PartialFailure } from "../../resource/host/partialFailure";
import type { EngineHost } from "./engineHost";
import { hideSecrets, secretTexts } from "../hideSecrets";
import { type SplitInputs, splitInputs, timeoutsOf, urnOf } from "./splitInputs";

type Properties = Record<string, unknown>;

/** What the engine passes to one call of a dynamic provider. */
export interface CallProperties {
  /** The inputs; of a refresh, the state. */
  readonly news: Properties;
  readonly olds?: Properties;
}

/**
 * Makes one call for the engine. Hidden inputs become the context of the call, and no secret among the
 * properties is shown or thrown.
 */
export async function callForEngine<T>(
  host: EngineHost,
  { news, olds }: CallProperties,
  call: (split: SplitInputs, context: CallContext) => Promise<T>,
): Promise<T> {
  const split = splitInputs(news);
  const secrets = [olds ?? {}, news].flatMap(secretTexts);
  const urn = urnOf(split.hidden);
  const context: CallContext = {
    urn,
    timeouts: timeoutsOf(split.hidden),
    row: host.row(urn, secrets),
    // The engine fills the row of an update with its diff.
    seat: olds && host.overview?.join((text) => hideSecrets(text, secrets)),
    cancelled: host.cancelled,
  };
  try {
    return await call(split, context);
  } catch (error) {
    throw toEngineError(error, { secrets, hidden: split.hidden });
  }
}

/** The error for the plugin, which reads `id`, `properties` and `reasons` from it. */
function toEngineError(
  error: unknown,
  { secrets, hidden }: { readonly secrets: readonly string[]; readonly hidden: Properties },
): unknown {
  if (!(error instanceof Error)) return error;
  const hide = (text: string) => hideSecrets(text, secrets);
  const stack = hide(error.stack ?? "");
  if (error instanceof PartialFailure) {
    const { id, properties, reasons } = error;
    const parts = { id, properties: { ...hidden, ...properties }, reasons: reasons.map(hide) };
    return Object.assign(new Error(hide(error.message)), { stack, ...parts });
  }
  return secrets.length === 0 ? error : Object.assign(new Error(hide(error.message)), { stack });
}
