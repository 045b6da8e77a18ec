/** The error of a mean over values that depend on their neighbours. */
import type { Estimate } from './figure.js';

/** Enough batches for a steady standard error, few enough to be long. */
export const BATCHES = 50;

/** @returns The mean and its standard error, from independent values; at least two. */
export function meanOf(values: Float64Array): Estimate {
  const count = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count) };
}

/**
 * The mean of independent values that rare events may move. An event that is rarer than one in `count` values is likely not
 * among them and does not show in their spread, so the error also has the share range / count for it.
 *
 * @param range How much larger or smaller a value may be than nearly all others.
 */
export function meanWithRare(values: Float64Array, range: number): Estimate {
  const { mean, standardError } = meanOf(values);
  return { mean, standardError: Math.hypot(standardError, range / values.length) };
}

/**
 * The mean of a long series. The standard error comes from the means of BATCHES consecutive parts, which are nearly
 * independent when the parts are much longer than the memory of the series.
 *
 * @param length A multiple of BATCHES.
 * @param next Gives the next value of the series.
 */
export function batchMeans(length: number, next: () => number): Estimate {
  const size = length / BATCHES;
  const means = new Float64Array(BATCHES);
  for (let batch = 0; batch < BATCHES; batch++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += next();
    means[batch] = sum / size;
  }
  return meanOf(means);
}
