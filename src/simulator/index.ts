/**
 * Simulates the DCS service, its gateway and IAM, for tests and demonstrations. Independent of Pulumi
 * and of the client.
 *
 * @module pulumi-huaweicloud-dcs/simulator
 */
export { SimulatorInputError, type SimulatorInput } from "./inputError";
export { scenarioNames } from "./scenarios/loadScenarios";
export type { Account } from "./iam/account";
export type { MetadataKind } from "./iam/metadata";
export type { RecordedRequest } from "./recordedRequest";
export type {
  Fault,
  RemainTime,
  Scenario,
  Stall,
  StepScript,
  SubStepScript,
} from "./scenarios/scenario";
export type { TaskRecord, TaskState } from "./dcs/taskRecord";
export type { Simulator, SimulatorOptions } from "./simulator";
export { startSimulator } from "./startSimulator";
