/**
 * What the provider text in a stack's state requires. Internal: programs import the package itself.
 *
 * @module
 */
import { createDynamicProvider } from "../pulumi/dynamicProvider";
import { oneTask } from "../resource/waitKind";

/** The provider of `BackgroundTask`. */
export const backgroundTask = createDynamicProvider(oneTask);
