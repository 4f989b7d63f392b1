import type * as pulumi from "@pulumi/pulumi";
import type { BackgroundTask, InstanceTasks } from "../../src";
import type { BackgroundTaskArgs, InstanceTasksArgs } from "../../src/pulumi/args";
import type { BackgroundTaskInputs } from "../../src/resource/properties/inputs";
import {
  inputNamesOf,
  placeInputs,
  replacingInputs,
  resultNamesOf,
  targetInputs,
} from "../../src/resource/properties/table";
import type { TaskResult } from "../../src/resource/properties/taskResult";

/** Fails to compile unless both are the same names. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
type Outputs<Resource> = Exclude<keyof Resource, keyof pulumi.CustomResource>;
type IdNames = "taskId" | "jobId";
type ResultsOfAll = "status" | "progress" | "tasks" | "attempts";

test("the classes declare the inputs and outputs of the table, as the compiler checks", () => {
  const isSame: {
    readonly argsOfOne: Same<keyof BackgroundTaskArgs, keyof BackgroundTaskInputs>;
    readonly argsOfAll: Same<keyof InstanceTasksArgs, Exclude<keyof BackgroundTaskInputs, IdNames>>;
    readonly one: Same<Outputs<BackgroundTask>, keyof BackgroundTaskInputs | keyof TaskResult>;
    readonly all: Same<
      Outputs<InstanceTasks>,
      Exclude<keyof BackgroundTaskInputs, IdNames> | ResultsOfAll
    >;
  } = { argsOfOne: true, argsOfAll: true, one: true, all: true };
  expect(Object.values(isSame)).not.toContain(false);
});

test("the table knows what each resource has", () => {
  const ofOne = inputNamesOf("BackgroundTask");
  expect(inputNamesOf("InstanceTasks")).toEqual(
    ofOne.filter((name) => name !== "taskId" && name !== "jobId"),
  );
  expect(resultNamesOf("InstanceTasks")).toEqual(["status", "progress", "tasks", "attempts"]);
  expect(resultNamesOf("BackgroundTask")).toEqual(expect.arrayContaining(["taskId", "taskName"]));
  expect(resultNamesOf("BackgroundTask")).not.toContain("tasks");
});

test("the table knows what a change of an input does", () => {
  expect(replacingInputs).toEqual(["instanceId", "region", "projectId"]);
  expect(targetInputs).toEqual(["taskId", "jobId", "taskName", "triggers"]);
  expect(placeInputs).toEqual(["region", "projectId", "endpoint", "profile"]);
});
