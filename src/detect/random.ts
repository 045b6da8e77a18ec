/** A test of randomness. No model makes random bytes shorter, so they are stored at once. */

/** Distances of the two bytes of a pair. */
const LAGS = [1, 2, 3, 4] as const;

/**
 * Pearson's sum over pairs. Noise gives 65,535 on average, with a standard deviation of 362; the limit is six of them. In
 * 64 KiB from which a model gains half a percent by pairs, the sum is ten of them above the average.
 */
const PAIRS = 1 << 16;
const PAIRS_LIMIT = PAIRS + 2200;

/**
 * Whether single bytes and pairs of bytes are evenly distributed, by Pearson's test, for 32 to 96 KiB. Compressed and
 * encrypted data pass. JPEG does not; mixing contexts makes it half a percent shorter.
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

/** Pearson's sum of squares for n values whose counts should all be equal. */
function unevenness(counts: Uint32Array | Uint16Array, n: number): number {
  let squares = 0;
  for (let i = 0; i < counts.length; i++) squares += (counts[i] as number) * (counts[i] as number);
  return (counts.length * squares) / n - n;
}
