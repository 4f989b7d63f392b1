import { type Figures } from "./summary.ts";
import { checkTargets, type Target } from "./targets.ts";

export const OWN = "this package";
export const TERRAFORM_DCS = "terraform, 10 s (DCS)";

/** What all methods took on a family, the cheapest of the peers, and how this package stands. */
export interface Comparison {
  readonly methods: Readonly<Record<string, Figures>>;
  readonly own: Figures;
  readonly bestPeer: { readonly name: string; readonly cost: number };
  /** This package's cost over that of the best peer. */
  readonly ratio: number;
  readonly targets: readonly Target[];
}

/** By family. */
export type Comparisons = Readonly<Record<string, Comparison>>;

export function compare(family: string, methods: Readonly<Record<string, Figures>>): Comparison {
  const own = methods[OWN];
  const bestPeer = findBestPeer(methods);
  if (!own || !bestPeer) throw new Error("there is nothing to compare");
  const ratio = own.cost / bestPeer.cost;
  const targets = checkTargets(family, { own, ratio, terraform: methods[TERRAFORM_DCS] });
  return { methods, own, bestPeer, ratio, targets };
}

function findBestPeer(
  methods: Readonly<Record<string, Figures>>,
): Comparison["bestPeer"] | undefined {
  return Object.entries(methods)
    .filter(([name]) => name !== OWN && !name.startsWith("clairvoyant"))
    .map(([name, { cost }]) => ({ name, cost }))
    .sort((one, other) => one.cost - other.cost)[0];
}
