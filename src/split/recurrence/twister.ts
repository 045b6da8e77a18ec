/** The recurrence of the Mersenne Twister MT19937 by Matsumoto and Nishimura. */

/** What a word takes from the words 624 and 623 before it, of the state. */
export function twist(oldest: number, next: number): number {
  const mixed = (oldest & 0x80000000) | (next & 0x7fffffff);
  return (mixed >>> 1) ^ ((mixed & 1) === 1 ? 0x9908b0df : 0);
}

/** The word that is given for a word of the state. */
export function temper(word: number): number {
  let x = word ^ (word >>> 11);
  x ^= (x << 7) & 0x9d2c5680;
  x ^= (x << 15) & 0xefc60000;
  return (x ^ (x >>> 18)) >>> 0;
}

/** Inverse of temper(). */
export function untemper(word: number): number {
  let x = word ^ (word >>> 18);
  x ^= (x << 15) & 0xefc60000;
  // Each round makes seven more bits right, the lowest first; then eleven more, the highest first.
  let y = x;
  for (let i = 0; i < 4; i++) y = x ^ ((y << 7) & 0x9d2c5680);
  let z = y;
  for (let i = 0; i < 2; i++) z = y ^ (z >>> 11);
  return z >>> 0;
}
