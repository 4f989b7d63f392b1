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

/** The sources of settings, in descending priority. */
export interface SettingsSources {
  /** The values that the caller gives. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What `inputs` are, for messages. Default `input`: the inputs of a resource. */
  readonly kind?: GivenKind;
  /** The stack's configuration. Default: none. */
  readonly configuration?: Configuration | undefined;
  /**
   * The namespaces of the configuration to read. Default `huaweicloud-dcs` and `huaweicloud`; messages
   * advise the last one.
   */
  readonly namespaces?: readonly string[] | undefined;
  /** Environment variables, which also give the home folder. */
  readonly env: Environment;
  /** Whether the caller has credentials, so that none are searched for. Default `false`. */
  readonly hasCredentials?: boolean;
}

/**
 * The layers of settings for one lookup, in descending priority. A file is read when a value of it is
 * needed, and only once.
 */
export interface Layers {
  readonly given: Source;
  readonly kind: GivenKind;
  /** The namespace `huaweicloud-dcs`. */
  readonly own: Source;
  /** The namespace `huaweicloud`; keys that it lacks come from the Huawei provider's variables. */
  readonly shared: Source;
  /** The two families of variables of the vendor's SDKs. */
  readonly sdk: readonly Source[];
  readonly configuration: Configuration;
  /** The namespaces that are read; empty without a stack. */
  readonly namespaces: readonly string[];
  readonly env: Environment;
  /** The first layer with credentials, complete or not; `undefined` if no layer has any. */
  readonly credentialsFrom: Source | undefined;
  /** For a message: the configuration key and the variable of a setting. */
  readonly namesOf: (setting: SettingName) => readonly string[];
  /** The profile that a layer names. It overrides the layer's own keys, region and project. */
  readonly profileOf: (layer: Source) => Profile | undefined;
  /** The vendor's credentials file; `undefined` if a layer has credentials. */
  readonly credentialsFile: () => CredentialsFile | undefined;
}

/** A layer with one of these settings provides the credentials. */
const credentialSettings: readonly SettingName[] = [
  ...(["profile", "sharedConfigFile", "token"] as const),
  ...(["accessKey", "secretKey", "securityToken", "userName", "password"] as const),
];

/** Orders the sources. Reads no file yet. */
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
      // A file without a profile means its current profile, unless it is the file of a given profile.
      const isForGiven = layer !== given && given.get("profile") !== undefined;
      if (!profile && (!ownFile || isForGiven)) return undefined;
      const file = ownFile ?? firstOf(own, shared).get("sharedConfigFile");
      return readProfile({ profile, file, env, readFile });
    },
    credentialsFile: () => (credentialsFrom ? undefined : readCredentialsFile(env, readFile)),
  };
}
