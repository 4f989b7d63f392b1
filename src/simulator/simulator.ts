import type { Account } from "./iam/account";
import type { Identity } from "./identity";
import type { MetadataKind } from "./iam/metadata";
import type { RecordedRequest } from "./recordedRequest";
import type { Scenario } from "./scenarios/scenario";
import type { TaskRecord } from "./dcs/taskRecord";

/** Options of `startSimulator`. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1. Default 0: any free one. */
  readonly port?: number | undefined;
  /** Names of built-in scenarios, paths of JSON files, or scenarios. Default: all built-in ones. */
  readonly scenarios?: readonly (string | Scenario)[] | undefined;
  /**
   * The scenario of resize tasks, or a list: the n-th resize plays the n-th scenario, and the last
   * one repeats. The task of the n-th resize has the scenario's name with the number, such as
   * `fails-1`, `resize-2`. The instance gets its new size when the task succeeds, and keeps its old
   * one if it fails. `createdAfterSeconds` delays the task and the instance's status;
   * `notFoundForSeconds` delays only the task's record. Default: the built-in `resize`.
   */
  readonly resize?: string | Scenario | readonly (string | Scenario)[] | undefined;
  /**
   * The same for minor-version upgrades, whose tasks have names such as `quick-upgrade-1`. Default:
   * the built-in `quick`.
   */
  readonly upgrade?: string | Scenario | readonly (string | Scenario)[] | undefined;
  /** Default `cn-north-4`. */
  readonly region?: string | undefined;
  /** Default: 32 hexadecimal digits. Like the other ids and keys, they are the same in every run. */
  readonly projectId?: string | undefined;
  /** The only valid access key. Default: a fake one. */
  readonly accessKey?: string | undefined;
  /** The secret of the access key. Default: a fake one. */
  readonly secretKey?: string | undefined;
  /** Makes the access key a temporary one: every request needs this token. Default: none. */
  readonly securityToken?: string | undefined;
  /**
   * Longest life of temporary keys and tokens, in seconds, whatever a request asks for. Default: a day.
   */
  readonly longestLifeSeconds?: number | undefined;
  /** Default `"tokens"`: the metadata service of the simulated ECS requires a token. */
  readonly metadata?: MetadataKind | undefined;
  /** Id of the initial instance. Default: a dashed UUID. */
  readonly instanceId?: string | undefined;
  /** Milliseconds since 1970: the clock for signatures, tasks and the Date header. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Factor by which the scenarios run faster. Default 1. */
  readonly speed?: number | undefined;
  /** Called with every request as soon as its answer is decided. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
}

/** A running simulator and what a client needs to use it. */
export interface Simulator extends Identity {
  /** The account with its user and its agency, to get credentials from IAM or STS. */
  readonly account: Account;
  /** Base URL of the service, IAM, STS and the metadata service, without a final slash. */
  readonly url: string;
  /** Task ids by scenario name. A name has the same id in every simulator. */
  readonly tasks: Readonly<Record<string, string>>;
  /** Job ids by scenario name. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /**
   * The simulator's own view of a scenario's task now.
   *
   * @throws RangeError if no such scenario is played
   */
  task(scenario: string): TaskRecord;
  /** Stops listening and closes open connections. Can be called more than once. */
  close(): Promise<void>;
}
