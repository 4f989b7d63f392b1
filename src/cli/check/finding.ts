/** What a check found. */
export interface Finding {
  /** What was checked, such as `region` or `progress of a task`. */
  readonly check: string;
  /**
   * `found`: credentials that no answer of the service has accepted. `missing`: the user lacks the
   * permission. `skipped`: not checked, because it is not needed, or because an earlier check failed.
   */
  readonly result: "ok" | "found" | "warning" | "missing" | "failed" | "skipped";
  /** Whether a wait needs it; what is only needed for some inputs is `false`. */
  readonly needed: boolean;
  /** The IAM action, for a permission. */
  readonly action?: string | undefined;
  /** The value of a setting; never a secret. */
  readonly value?: string | undefined;
  /** Where the value comes from: a flag, a variable, a file. */
  readonly source?: string | undefined;
  /** What was found, in a few words. */
  readonly details?: string | undefined;
  /** The error, with what to do. */
  readonly error?: string | undefined;
}

/** Whether a wait would fail because of this. */
export function isObstacle({ result, needed }: Finding): boolean {
  return result === "failed" || (result === "missing" && needed);
}

/** Whether it is the setting that is wrong: nothing was sent. */
export function isMissetting({ result, details }: Finding): boolean {
  return result === "failed" && details === "INVALID_INPUT";
}

/** A row of the table. */
export function toRow({ check, result, action = "", ...more }: Finding): string[] {
  const { value, source, details } = more;
  const from = source === undefined ? undefined : `from ${source}`;
  return [check, result, action, [value, from, details].filter(Boolean).join(", ")];
}
