import { seededRandom } from "../lab/shared/random.ts";

/** Seeded choices. */
export function dice(seed) {
  const random = seededRandom(seed);
  const between = (low, high) => low + random() * (high - low);
  const integer = (low, high) => Math.floor(between(low, high + 1));
  return {
    random,
    between,
    integer,
    /** Any order of magnitude is as likely. */
    spread: (low, high) => low * (high / low) ** random(),
    chance: (probability) => random() < probability,
    pick: (list) => list[integer(0, list.length - 1)],
    text: (length) =>
      Array.from({ length }, () => ALPHABET[integer(0, ALPHABET.length - 1)]).join(""),
  };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
