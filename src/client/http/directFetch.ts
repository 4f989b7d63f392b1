import { createHttpFetch, type Fetch } from "./httpFetch";
import { createRoutes } from "./routes";

/**
 * A `fetch` that never uses a proxy, whatever the environment says: with `NODE_USE_ENV_PROXY`
 * Node's own `fetch` does.
 */
export const directFetch: Fetch = createHttpFetch(createRoutes(() => undefined, {}));
