import { seededRandom } from "../shared/random.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Seeded choices. */
export interface Dice {
  /** From 0 to 1. */
  readonly random: () => number;
  readonly between: (low: number, high: number) => number;
  readonly integer: (low: number, high: number) => number;
  /** Any order of magnitude is as likely. */
  readonly spread: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(list: readonly Item[]) => Item;
  /** Letters and digits. */
  readonly text: (length: number) => string;
}

export function dice(seed: number): Dice {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const integer = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    random,
    between,
    integer,
    spread: (low, high) => low * (high / low) ** random(),
    chance: (probability) => random() < probability,
    pick: (list) => itemAt(list, integer(0, list.length - 1)),
    text: (length) =>
      Array.from({ length }, () => ALPHABET.charAt(integer(0, ALPHABET.length - 1))).join(""),
  };
}

/** An item that is there. */
export function itemAt<Item>(list: readonly Item[], index: number): Item {
  if (index < 0 || index >= list.length) {
    throw new RangeError(`there is no item ${index} of ${list.length}`);
  }
  const [item] = list.slice(index, index + 1) as [Item];
  return item;
}
