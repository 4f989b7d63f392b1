import { idProblem, regionProblem } from "../checks";
import { DcsError } from "../errors";
import { listOf, waysToSet } from "./advice";
import type { Layers } from "./layers";
import { assertFound, fileSource, firstOf, type Found, type Source } from "./sources/source";
import { type SettingName, settingOf } from "./sources/table";

/** The region, and the settings that apply in it. */
export interface Place {
  readonly region: () => Found | undefined;
  /**
   * The first of these settings that is set. Project ids and endpoints of a source with another region
   * are ignored.
   */
  readonly find: (...settings: readonly SettingName[]) => Found | undefined;
}

/** Searches the layers, each with the files that it names. */
export function locate(layers: Layers): Place {
  const { given, own, shared, sdk } = layers;
  const sources = [
    given,
    // An input overrides the profile input; in the other layers the profile wins, as it does for the
    // Huawei provider.
    profileSource(layers, given),
    firstOf(profileSource(layers, own), own),
    firstOf(profileSource(layers, shared), shared, ...sdk, credentialsFileSource(layers)),
  ];
  const regionFrom = (index: number): Found | undefined =>
    firstOf(...sources.slice(index)).get("region");
  const isElsewhere = (index: number): boolean => {
    const region = regionFrom(index);
    return region !== undefined && region.value !== regionFrom(0)?.value;
  };
  return {
    region: () => regionFrom(0),
    find: (...settings) => {
      for (const [index, source] of sources.entries()) {
        for (const setting of settings) {
          const found = source.get(setting);
          if (found && !(settingOf(setting).ofRegion && isElsewhere(index))) return found;
        }
      }
      return undefined;
    },
  };
}

/** @throws {DcsError} `INVALID_INPUT` if the region is missing or malformed */
export function requireRegion(layers: Layers, place: Place): string {
  const region = place.region();
  if (region) {
    assertFound(region, regionProblem(region.value));
    return region.value;
  }
  const property = layers.given.nameOf("region") ?? "region";
  const ways = listOf(waysToSet(layers, "region"));
  throw new DcsError("INVALID_INPUT", `"${property}" must be set: use ${ways}`, { property });
}

/** @throws {DcsError} `INVALID_INPUT` if the id cannot be part of a path */
export function parseProjectId(place: Place): string | undefined {
  const found = place.find("projectId");
  if (found) assertFound(found, idProblem(found.value));
  return found?.value;
}

/** A profile's region, and its project if the profile's keys are used. */
function profileSource(layers: Layers, layer: Source): Source {
  const isUsed = layers.credentialsFrom === layer;
  return lazySource(isUsed ? ["region", "projectId"] : ["region"], () => {
    const profile = layers.profileOf(layer);
    return profile && fileSource(profile.title, profile);
  });
}

function credentialsFileSource(layers: Layers): Source {
  return lazySource(["projectId", "iamEndpoint"], () => {
    const file = layers.credentialsFile();
    return file && fileSource(file.title, file, file.names);
  });
}

/** A source that opens a file only for the settings that it may hold. */
function lazySource(held: readonly SettingName[], open: () => Source | undefined): Source {
  return {
    title: "",
    inside: "",
    get: (setting) => (held.includes(setting) ? open()?.get(setting) : undefined),
    nameOf: () => undefined,
  };
}
