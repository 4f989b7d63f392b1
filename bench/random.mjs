/** Seeded numbers from 0 to 1 (a 32-bit mixing generator); the same seed gives the same numbers. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

/** One number from 0 to 1 for a pair of numbers: what is asked twice is answered the same. */
export function hashed(seed, value) {
  return mix((seed ^ Math.imul(Math.floor(value) + 1, 0x85ebca6b)) >>> 0) / 2 ** 32;
}

function mix(value) {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
