/**
 * What the provider text in a stack's state requires. Internal: programs import the package itself.
 *
 * @module
 */
import { createDynamicProvider } from "../pulumi/dynamicProvider";
import { allTasks } from "../resource/allTasks";
import { oneTask } from "../resource/waitKind";

/** The provider of `BackgroundTask`. */
export const backgroundTask = createDynamicProvider(oneTask);

/** The provider of `InstanceTasks`. */
export const instanceTasks = createDynamicProvider(allTasks);
