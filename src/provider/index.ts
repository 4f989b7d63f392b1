/**
 * The module that the provider text in a stack's state requires. Internal: programs import the package.
 *
 * @module
 */
import { createDynamicProvider } from "../pulumi/dynamic/dynamicProvider";
import { createEngineHost } from "../pulumi/dynamic/engineHost";
import { passOnTimeouts } from "../pulumi/dynamic/requestTimeouts";
import { allTasks } from "../resource/allTasks";
import { clientCache } from "../resource/host/clientCache";
import { oneTask } from "../resource/oneTask";

passOnTimeouts();
const host = createEngineHost();
const shared = { host, connect: clientCache(host) };

/** The provider of `BackgroundTask`. */
export const backgroundTask = createDynamicProvider(oneTask, shared);

/** The provider of `InstanceTasks`. */
export const instanceTasks = createDynamicProvider(allTasks, shared);
