import type { Reply } from "./reply";
import type { Fault } from "./scenarios/scenario";

/** An answer, and what the record of the request says about it. */
export interface Outcome {
  readonly reply: Reply;
  /** The scenario of the task whose progress was queried. */
  readonly scenario?: string | undefined;
  readonly progress?: number | undefined;
  readonly fault?: Fault | undefined;
  readonly faultText?: string | undefined;
  /** IAM has a header of its own for the request's id. */
  readonly isIam?: boolean | undefined;
}
