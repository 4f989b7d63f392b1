import { idProblem } from "../checks";
import { DcsError } from "../errors";

/** What an id names. */
export interface NamedTask {
  readonly instanceId: string;
  /** Absent for the newest task of the instance. */
  readonly taskId?: string;
}

/**
 * Parses an id of `pulumi import` or `get`: `<instance id>` or `<instance id>/<task id>`.
 *
 * @throws {DcsError} `INVALID_INPUT` for any other text
 */
export function parseImportId(id: string, { hasTaskId }: { hasTaskId: boolean }): NamedTask {
  const [instanceId = "", taskId, ...others] = id.split("/");
  const isValid = (part: string | undefined) => part === undefined || !idProblem(part);
  const isKnownForm = others.length === 0 && (hasTaskId || taskId === undefined);
  if (!isKnownForm || !isValid(instanceId) || !isValid(taskId)) {
    const forms = hasTaskId ? "<instance id> or <instance id>/<task id>" : "<instance id>";
    throw new DcsError("INVALID_INPUT", `the id ${JSON.stringify(id)} must be ${forms}`);
  }
  return { instanceId, ...(taskId !== undefined && { taskId }) };
}
