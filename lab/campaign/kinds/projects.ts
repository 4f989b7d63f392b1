import type { FaultKinds } from "./kind.ts";

const project = (id: string) => ({ id, name: "cn-north-4", enabled: true });
const projects = (...ids: readonly string[]) => ({
  status: 200,
  body: { projects: ids.map(project), links: {} },
});

/** Answers of IAM about projects that name none. */
export const projectKinds: FaultKinds = {
  "IAM in maintenance": {
    class: "trouble",
    answer: () => ({ status: 200, body: { maintenance: "until noon" } }),
  },
  "IAM: projects are null": {
    class: "trouble",
    answer: () => ({ status: 200, body: { projects: null } }),
  },
  "a project that IAM does not know": { class: "permanent", answer: () => projects() },
  "two projects of one name": {
    class: "permanent",
    answer: () => projects("0".repeat(32), "1".repeat(32)),
  },
};
