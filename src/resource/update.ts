import { resumedTimeouts } from "./host/timeouts";
import { planChange } from "./plan";
import { parseInputs } from "./properties/completeInputs";
import { assembleState, pick, readMarks } from "./properties/savedState";
import { resultNamesOf } from "./properties/table";
import type { Call, Change } from "./setup";
import { isRunning } from "./targets/targetState";
import { waitAndRecord } from "./waitAndRecord";

type Properties = Record<string, unknown>;

/** Waits for what new inputs name. */
export async function create(
  news: Properties,
  call: Call,
): Promise<{ id: string; outs: Properties }> {
  const client = await call.connect(news);
  const inputs = parseInputs(news);
  const wait = { operation: "create", isCreating: true } as const;
  return { id: inputs.instanceId, outs: await waitAndRecord({ ...call, client, inputs, ...wait }) };
}

/** Does what the difference between a state and new inputs asks for. */
export async function update(change: Change, call: Call): Promise<{ outs: Properties }> {
  // Without a place no plan replaces: the engine updates only where it does not replace.
  const { kind: action } = planChange(change, call.kind, {});
  switch (action) {
    case "restart":
      return { outs: await restart(change, call) };
    case "resume":
      return { outs: await resume(change, call) };
    case "replace":
    case "store":
    case "none":
      return { outs: store(change, call) };
  }
}

/** Waits for something else than before. */
async function restart({ olds, news }: Change, call: Call): Promise<Properties> {
  const ended = call.kind.statesOf(olds).filter((state) => !isRunning(state));
  return waitAndRecord({
    ...call,
    client: await call.connect(news),
    inputs: parseInputs(news),
    operation: "update",
    isCreating: false,
    since: readMarks(olds).since,
    judged: ended.map(({ target }) => target),
  });
}

/** Waits for the rest of what an earlier run has not finished. */
async function resume({ olds, news }: Change, call: Call): Promise<Properties> {
  const marks = readMarks(olds);
  const timeouts = resumedTimeouts(marks, call.context.timeouts);
  return waitAndRecord({
    ...call,
    context: { ...call.context, timeouts },
    client: await call.connect(news),
    inputs: parseInputs(news),
    operation: "update",
    isCreating: marks.isCreating,
    since: marks.since,
    known: call.kind.statesOf(olds),
  });
}

/** Stores new inputs beside what is known of the task. Makes no request. */
function store({ olds, news }: Change, { kind: { resource }, context }: Call): Properties {
  return assembleState({
    inputs: news,
    place: { region: olds["region"], projectId: olds["projectId"] },
    result: pick(olds, resultNamesOf(resource)),
    marks: { since: readMarks(olds).since, timeouts: context.timeouts },
    resource,
  });
}
