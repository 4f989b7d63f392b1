/**
 * What the provider text in a stack's state requires. Internal: programs import the package itself.
 *
 * @module
 */
import { passOnTimeouts } from "../engine/requestTimeouts";
import { createDynamicProvider } from "../pulumi/dynamicProvider";
import { createEngineHost } from "../pulumi/engineHost";
import { allTasks } from "../resource/allTasks";
import { clientCache } from "../resource/clientCache";
import { oneTask } from "../resource/waitKind";

passOnTimeouts();
const host = createEngineHost();
const shared = { host, connect: clientCache(host) };

/** The provider of `BackgroundTask`. */
export const backgroundTask = createDynamicProvider(oneTask, shared);

/** The provider of `InstanceTasks`. */
export const instanceTasks = createDynamicProvider(allTasks, shared);
