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
   * What the task of a resize does: a scenario, or a list of them, of which the first resize plays
   * the first, the next the second, and so on; the last one repeats. The task of the n-th resize is
   * called by the scenario's name and the number, such as `fails-1`, `resize-2`. The instance has its
   * new size once the task has succeeded, and keeps its old one where it fails. With
   * `createdAfterSeconds` the task, and with it the instance's status, begins that much later than
   * the request; with `notFoundForSeconds` only the lists are late. Default: the built-in `resize`.
   */
  readonly resize?: string | Scenario | readonly (string | Scenario)[] | undefined;
  /**
   * The same for the task of a minor-version upgrade, which is called by the scenario's name and
   * `-upgrade-1`. Default: the built-in `quick`.
   */
  readonly upgrade?: string | Scenario | readonly (string | Scenario)[] | undefined;
  /** Default `cn-north-4`. */
  readonly region?: string | undefined;
  /** Default: 32 hexadecimal digits, always the same, as are the other ids and keys. */
  readonly projectId?: string | undefined;
  /** The only access key that is let in. Default: a fake one. */
  readonly accessKey?: string | undefined;
  /** The secret of the access key. Default: a fake one. */
  readonly secretKey?: string | undefined;
  /** With it the access key is a temporary one, and every request needs this token. Default: none. */
  readonly securityToken?: string | undefined;
  /**
   * Longest life of temporary keys and tokens, in seconds, however long is asked for. Default: a day.
   */
  readonly longestLifeSeconds?: number | undefined;
  /** Default `"tokens"`: the metadata of the simulated ECS wants a token. */
  readonly metadata?: MetadataKind | undefined;
  /** The instance that is there from the beginning. Default: a dashed UUID. */
  readonly instanceId?: string | undefined;
  /** Milliseconds since 1970: the clock for signatures, tasks and the Date header. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** How many times faster than written the scenarios run. Default 1. */
  readonly speed?: number | undefined;
  /** Called with every request as soon as its answer is decided. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
}

/** A running simulator and what a client needs to use it. */
export interface Simulator extends Identity {
  /** The account with its user and its agency, for those who ask IAM or STS for credentials. */
  readonly account: Account;
  /** Base URL of the service, of IAM and STS, and of the metadata, without a slash at the end. */
  readonly url: string;
  /** Task id by name of the scenario. The same name has the same id in every simulator. */
  readonly tasks: Readonly<Record<string, string>>;
  /** Job id by name of the scenario. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /**
   * What the simulator itself knows of a scenario's task now.
   *
   * @throws RangeError if no such scenario is played
   */
  task(scenario: string): TaskRecord;
  /** Stops listening and cuts open connections. Calling it again does no harm. */
  close(): Promise<void>;
}
