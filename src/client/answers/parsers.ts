/** Everything that uses the schema library; loaded on first use. */
export { parseTaskPage } from "./backgroundTasks";
export { parseJob } from "./job";
export { parseProjectIds } from "./projectIds";
export { parseTaskProgress } from "./taskProgress";
export { malformed } from "./wire";
