import { checkTargets } from "./targets.mjs";

export const OWN = "this package";
export const TERRAFORM_DCS = "terraform, 10 s (DCS)";

/** What all methods took on a family, the cheapest of the peers, and how this package stands. */
export function compare(family, methods) {
  const bestPeer = findBestPeer(methods);
  const own = methods[OWN];
  const ratio = own.cost / bestPeer.cost;
  const targets = checkTargets(family, { own, ratio, terraform: methods[TERRAFORM_DCS] });
  return { methods, bestPeer, ratio, targets };
}

function findBestPeer(methods) {
  return Object.entries(methods)
    .filter(([name]) => name !== OWN && !name.startsWith("clairvoyant"))
    .map(([name, { cost }]) => ({ name, cost }))
    .reduce((best, other) => (other.cost < best.cost ? other : best));
}
