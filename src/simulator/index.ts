/**
 * A stand-in for the DCS service, its gateway and IAM, for tests and demonstrations. Knows nothing
 * of Pulumi or of the client.
 *
 * @module pulumi-huaweicloud-dcs/simulator
 */
export { SimulatorInputError, type SimulatorInput } from "./inputError";
export { scenarioNames } from "./loadScenarios";
export type { Account } from "./account";
export type { MetadataKind } from "./metadata";
export type { RecordedRequest } from "./recordedRequest";
export type { Fault, RemainTime, Scenario, Stall, StepScript, SubStepScript } from "./scenario";
export type { TaskRecord, TaskState } from "./taskRecord";
export type { Simulator, SimulatorOptions } from "./simulator";
export { startSimulator } from "./startSimulator";
