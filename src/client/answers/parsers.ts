/** All that reads answers with the schema library. Loaded when first used. */
export { parseTaskPage } from "./backgroundTasks";
export { parseJob } from "./job";
export { parseProjectIds } from "./projectIds";
export { parseTaskProgress } from "./taskProgress";
