import { queryPairs } from "../wireRequest";
import { ok, serviceError, type Reply } from "../reply";

/** The parts of a product code such as `redis.ha.xu1.large.r2.4`. */
export interface Flavor {
  /** `single`, `ha`, `cluster` or `proxy`. */
  readonly cacheMode: string;
  readonly cpuType: string;
  readonly replicaCount: number;
}

/** Parses a product code of Redis 4.0 and later; undefined for any other form. */
export function parseFlavor(specCode: string): Flavor | undefined {
  const match = /^redis\.([a-z_]+)\.([a-z]+)\d*\.[a-z\d]+(?:\.r(\d+))?(?:\.[a-z\d]+)*?\.\d+$/.exec(
    specCode,
  );
  const [, cacheMode, cpu, replicas] = match ?? [];
  if (cacheMode === undefined || cpu === undefined) {
    return undefined;
  }
  return {
    cacheMode,
    cpuType: cpu.startsWith("a") ? "aarch64" : "x86_64",
    replicaCount: Number(replicas ?? 1),
  };
}

/**
 * ListFlavors, filtered by `spec_code`: for a resize the Huawei provider queries the old and the new
 * code. The simulator has no catalogue, so it rejects a request without that filter.
 */
export function listFlavors(rawQuery: string): Reply {
  const specCode = new Map(queryPairs(rawQuery)).get("spec_code");
  if (specCode === undefined) {
    const message = "The simulator has no catalogue of flavors; ask with spec_code.";
    return serviceError(400, "DCS.4063", message);
  }
  const flavor = parseFlavor(specCode);
  return ok({ flavors: flavor === undefined ? [] : [wireFlavor(specCode, flavor)] });
}

function wireFlavor(specCode: string, { cacheMode, cpuType, replicaCount }: Flavor): unknown {
  return {
    spec_code: specCode,
    engine: "redis",
    engine_version: "4.0;5.0;6.0",
    cache_mode: cacheMode,
    product_type: "generic",
    cpu_type: cpuType,
    storage_type: "DRAM",
    pricing_type: "single_param",
    replica_count: replicaCount,
  };
}
