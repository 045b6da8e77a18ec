/** Whether bytes that look random are: what no model makes shorter is stored, and stored at once. */

/** Distances at which bytes are tried for having to do with each other. */
const LAGS = [1, 2, 3, 4] as const;

/**
 * Of pairs: 65,535 on average in noise, 362 is its standard deviation. The limit is six of them; in 64 KiB, a model that
 * gains half a percent from pairs is at ten.
 */
const PAIRS = 1 << 16;
const PAIRS_LIMIT = PAIRS + 2200;

/**
 * Whether neither single bytes nor pairs of them are unevenly frequent, by Pearson's test, for 32 to 96 KiB. What is
 * compressed or encrypted passes; JPEG, from which mixing contexts does gain half a percent, does not.
 */
export function isRandom(bytes: Uint8Array): boolean {
  const n = bytes.length;
  const singles = new Uint32Array(256);
  for (let i = 0; i < n; i++) {
    const byte = bytes[i] as number;
    singles[byte] = (singles[byte] as number) + 1;
  }
  if (unevenness(singles, n) > 255 + n / 54) return false;
  return LAGS.every((lag) => {
    const pairs = new Uint16Array(PAIRS);
    for (let i = lag; i < n; i++) {
      const pair = ((bytes[i - lag] as number) << 8) | (bytes[i] as number);
      pairs[pair] = (pairs[pair] as number) + 1;
    }
    return unevenness(pairs, n - lag) <= PAIRS_LIMIT;
  });
}

/** Pearson's sum of squares for counts that should all be equal. */
function unevenness(counts: Uint32Array | Uint16Array, n: number): number {
  let squares = 0;
  for (let i = 0; i < counts.length; i++) squares += (counts[i] as number) * (counts[i] as number);
  return (counts.length * squares) / n - n;
}
