/**
 * Grassberger's estimate of an entropy from counts (2003): H = ln N - (1/N) sum of n G(n). Its bias vanishes much faster
 * than that of Miller and Madow, which corrects by the number of different outcomes: where most outcomes were seen a few
 * times only, as with long blocks, Miller and Madow's remains far too low.
 */

const EULER = 0.5772156649015329;

/** G(n) in nats; G(2m + 1) = G(2m) and G(2m + 2) = G(2m) + 2 / (2m + 1). Holds the values up to the largest asked for. */
class Terms {
  #values = new Float64Array([0, -EULER - Math.LN2, 2 - EULER - Math.LN2]);

  /** The table, with entries up to `largest` at least. */
  upTo(largest: number): Float64Array {
    if (largest < this.#values.length) return this.#values;
    const values = new Float64Array(Math.max(largest + 1, 2 * this.#values.length));
    values.set(this.#values);
    for (let n = this.#values.length; n < values.length; n++)
      values[n] = n % 2 === 1 ? at(values, n - 1) : at(values, n - 2) + 2 / (n - 1);
    this.#values = values;
    return values;
  }
}

const terms = new Terms();

/**
 * @param counts How often each outcome was seen; zeros count nothing. At least one is positive.
 * @param without Counts to be taken away from them first, of the same length.
 * @returns The entropy of one outcome in bits. It may exceed the logarithm of the number of outcomes by the error.
 */
export function entropyOfCounts(counts: Uint32Array, without?: Uint32Array): number {
  let largest = 0;
  for (const count of counts) if (count > largest) largest = count;
  const values = terms.upTo(largest);
  let total = 0;
  let sum = 0;
  let different = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = at(counts, i) - (without === undefined ? 0 : at(without, i));
    if (count > 0) different++;
    total += count;
    sum += count * at(values, count);
  }
  if (different === 1) return 0;
  return (Math.log(total) - sum / total) / Math.LN2;
}

function at(values: Float64Array | Uint32Array, index: number): number {
  return values[index] as number;
}
