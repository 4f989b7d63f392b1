import { type CredentialsFile, readCredentialsFile } from "./sources/credentialsFile";
import { type Profile, readProfile } from "./sources/profile";
import { createFileCache } from "./sources/readSettingsFile";
import {
  type Configuration,
  configurationSource,
  type Environment,
  environmentSource,
  firstOf,
  type GivenKind,
  givenSource,
  OWN_NAMESPACE,
  SHARED_NAMESPACE,
  type Source,
} from "./sources/source";
import { type SettingName, settingOf } from "./sources/table";

/** Where settings are looked for, in this order. */
export interface SettingsSources {
  /** What is given at first hand. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What `inputs` are, for messages. Default: the inputs of a resource. */
  readonly kind?: GivenKind;
  /** The stack's configuration. Default: there is none. */
  readonly configuration?: Configuration | undefined;
  /**
   * Which namespaces of the configuration are looked at. Default `huaweicloud-dcs` and
   * `huaweicloud`; messages advise the last.
   */
  readonly namespaces?: readonly string[];
  /** Variables, and where the home folder is. */
  readonly env: Environment;
  /** Credentials are given too, so that none are looked for. Default `false`. */
  readonly hasCredentials?: boolean;
}

/**
 * The places of one look at the settings, the strongest first. A file is read when a value is
 * looked for in it, and once.
 */
export interface Layers {
  readonly given: Source;
  readonly kind: GivenKind;
  /** `huaweicloud-dcs:`. */
  readonly own: Source;
  /** `huaweicloud:`, completed key by key by the variables that the Huawei provider reads. */
  readonly shared: Source;
  /** The families of variables of the vendor's SDKs. */
  readonly sdk: readonly Source[];
  readonly configuration: Configuration;
  /** Those of the configuration that are looked at; none where there is no stack. */
  readonly namespaces: readonly string[];
  readonly env: Environment;
  /** The layer whose credentials are used, be they complete or not; `undefined`: none names any. */
  readonly credentialsFrom: Source | undefined;
  /** Where else than at first hand a setting can be set, for a message; the strongest first. */
  readonly namesOf: (setting: SettingName) => readonly string[];
  /** The profile that a layer names. It wins over the layer's own keys, region and project. */
  readonly profileOf: (layer: Source) => Profile | undefined;
  /** The vendor's credentials file, where no layer names credentials. */
  readonly credentialsFile: () => CredentialsFile | undefined;
}

/** Each of these says whose credentials are used. */
const credentialSettings: readonly SettingName[] = [
  ...(["profile", "sharedConfigFile", "token"] as const),
  ...(["accessKey", "secretKey", "password"] as const),
];

/** Puts the sources in order. Reads no file yet. */
export function createLayers(sources: SettingsSources): Layers {
  const { inputs, kind = "input", env, hasCredentials = false } = sources;
  const { configuration = () => undefined } = sources;
  const namespaces = sources.configuration
    ? (sources.namespaces ?? [OWN_NAMESPACE, SHARED_NAMESPACE])
    : [];
  const given = givenSource(inputs, kind);
  const configured = (namespace: string | undefined): Source[] =>
    namespace !== undefined && namespaces.includes(namespace)
      ? [configurationSource(configuration, namespace)]
      : [];
  const variables = environmentSource(env);
  const own = firstOf(...configured(OWN_NAMESPACE));
  const shared = firstOf(...configured(SHARED_NAMESPACE), variables);
  const sdk = [environmentSource(env, 0), environmentSource(env, 1)];
  const named = [given, own, shared, ...sdk].find((layer) =>
    credentialSettings.some((setting) => layer.get(setting)),
  );
  const credentialsFrom = hasCredentials ? given : named;
  const readFile = createFileCache();
  return {
    ...{ given, kind, own, shared, sdk, configuration, namespaces, env, credentialsFrom },
    namesOf: (setting) =>
      [
        ...configured(settingOf(setting).keys ? namespaces.at(-1) : OWN_NAMESPACE),
        variables,
      ].flatMap((source) => source.nameOf(setting) ?? []),
    profileOf: (layer) => {
      const profile = layer.get("profile");
      const ownFile = layer.get("sharedConfigFile");
      // A file alone means its current profile, unless it only is the file of a profile given.
      const isForGiven = layer !== given && given.get("profile") !== undefined;
      if (!profile && (!ownFile || isForGiven)) return undefined;
      const file = ownFile ?? firstOf(own, shared).get("sharedConfigFile");
      return readProfile({ profile, file, env, readFile });
    },
    credentialsFile: () => (credentialsFrom ? undefined : readCredentialsFile(env, readFile)),
  };
}
