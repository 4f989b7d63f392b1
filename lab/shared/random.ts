/** Seeded numbers from 0 to 1 (a 32-bit mixing generator); the same seed gives the same numbers. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

/** A number from 0 to 1 for a pair of numbers: the same pair always gives the same number. */
export function hashed(seed: number, value: number): number {
  return mix((seed ^ Math.imul(Math.floor(value) + 1, 0x85ebca6b)) >>> 0) / 2 ** 32;
}

function mix(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
