/** Variables by which the CLI recognises a CI system, see its package `ciutil`. Any value but "" counts. */
const marks: ReadonlySet<string> = new Set([
  "APPVEYOR",
  "BITBUCKET_COMMIT",
  "BUILDKITE",
  "CF_BUILD_URL",
  "CIRCLECI",
  "CODEBUILD_BUILD_ARN",
  "DRONE",
  "GITHUB_ACTIONS",
  "GITLAB_CI",
  "GO_PIPELINE_LABEL",
  "HUDSON_URL",
  "JENKINS_URL",
  "MAGNUM",
  "PULUMI_CI_SYSTEM",
  "RUN_ID",
  "SEMAPHORE",
  "SPACELIFT_MAX_REQUESTS_BURST",
  "SPACELIFT_STORE_HOOKS_ENV_VARS",
  "SPACELIFT_WORKER_TRACING_ENABLED",
  "TASK_ID",
  "TEAMCITY_VERSION",
  "TF_BUILD",
  "TF_VAR_spacelift_commit_branch",
  "TF_VAR_spacelift_run_trigger",
  "TRAVIS",
  "bamboo_planKey",
]);

/** Whether the CLI considers an environment, as `NAME=value` texts, to be that of a CI system. */
export function isKnownCi(variables: readonly string[]): boolean {
  const set = new Map(variables.map((variable) => splitAt(variable, variable.indexOf("="))));
  if (set.get("PULUMI_DISABLE_CI_DETECTION")) return false;
  return set.get("CI_NAME") === "codeship" || [...marks].some((name) => set.get(name));
}

function splitAt(text: string, index: number): readonly [string, string] {
  return [text.slice(0, index), text.slice(index + 1)];
}
