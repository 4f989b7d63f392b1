import { assertNoProblem, idProblem } from "../checks";

/** The arguments that name what a command is about. */
interface Ids {
  readonly instanceId: string | undefined;
  readonly taskId?: string | undefined;
}

/**
 * Checks the ids that were given, and names them as the help does.
 *
 * @throws {DcsError} `INVALID_INPUT`
 */
export function assertIds({ instanceId, taskId }: Ids): void {
  if (instanceId !== undefined) assertNoProblem("<instance id>", idProblem(instanceId));
  if (taskId !== undefined) assertNoProblem("<task id>", idProblem(taskId));
}
