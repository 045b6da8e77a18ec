/** What a part of the past is worth for X[n] = X[n-r] xor X[n-s] seen through noise, all first states equally likely. */
import { Chance } from '../random/chance.js';
import { Random } from '../random/random.js';
import { meanWithRare } from './batch-means.js';
import { type CheckEquation, checkEquations, setOf } from './check-equations.js';
import { estimate, exact, type Figure } from './figure.js';
import { binaryEntropy } from './information.js';
import type { Lags } from './lags.js';
import type { EstimateOptions, Memory, Part } from './memory.js';
import { MAX_RANK, oddParity, parityEntropy } from './parities.js';
import { MAX_FILTER_ORDER, RegisterFilter } from './register-filter.js';

/** Most symbols of memory that are looked at. */
const MAX_MEMORY = 1024;

/** Weights that the default number of sequences may visit: about a second. */
const BUDGET = 2 ** 31;
const MOST_SEQUENCES = 5000;
const LEAST_SEQUENCES = 8;

/** Symbols among which check equations are looked for. */
const CHECK_WINDOW = 64;

/** @param noise Above 0 and below 1/2. */
export function observedMemory(lags: Lags, noise: number): Memory {
  const { long } = lags;
  const rateOf = exactRates(lags, noise);
  return {
    order: Number.POSITIVE_INFINITY,
    stateBits: long,
    parts: () => partsOf(lags, noise),
    rates: {
      points: pointsFor(long, noise),
      exactly: rateOf,
      ...(long <= MAX_FILTER_ORDER && {
        estimated: (memories, options) => estimated(lags, noise, memories, options),
        decay: () => decayOf(lags, noise),
      }),
    },
  };
}

/**
 * n symbols tell at most n (1 - H(p)) bits of the state, which has `long` of them. So the curve falls at about
 * long / (1 - H(p)) symbols, and the points lie around that.
 */
function pointsFor(long: number, noise: number): readonly number[] {
  const middle = long / (1 - binaryEntropy(noise));
  const around = [0.75, 1, 1.25, 1.5, 2, 3].map((factor) => Math.round(factor * middle));
  const points = [0, long - 1, long, ...around];
  return [...new Set(points.filter((m) => m <= MAX_MEMORY))].sort((a, b) => a - b);
}

/**
 * H(Y[1..n]) = s + the entropy of the n - s sums Y[j] + Y[j-r] + Y[j-s], in which only noise is left: given these, all 2^s
 * first states are equally likely.
 */
function exactRates({ short, long }: Lags, noise: number): (m: number) => Figure | undefined {
  const check = setOf([short, long]);
  const entropies: (number | undefined)[] = [0];
  const entropyOf = (sums: number): number | undefined => {
    const sets = Array.from({ length: sums }, (_, i) => check << BigInt(i));
    entropies[sums] ??= parityEntropy(sets, noise);
    return entropies[sums];
  };
  return (m) => {
    if (m < long) return exact(1, 'closed form, as many fair bits');
    const sums = m + 1 - long;
    if (sums > MAX_RANK) return undefined;
    const rate = (entropyOf(sums) as number) - (entropyOf(sums - 1) as number);
    return exact(rate, `from all 2^${sums} values of the sums without hidden bits`);
  };
}

/** Means of the entropy of the next bit, given m bits before it. */
function estimated(
  lags: Lags,
  noise: number,
  memories: readonly number[],
  { seed, sequences }: EstimateOptions,
): Figure[] {
  const longest = Math.max(...memories);
  const affordable = Math.floor(BUDGET / (2 ** lags.long * longest));
  const count = sequences ?? Math.max(LEAST_SEQUENCES, Math.min(MOST_SEQUENCES, affordable));
  const random = new Random(seed);
  const flip = new Chance(noise);
  const values = memories.map(() => new Float64Array(count));
  for (let sequence = 0; sequence < count; sequence++) {
    const filter = new RegisterFilter(lags, noise);
    for (let m = 0; m <= longest; m++) {
      const place = memories.indexOf(m);
      if (place >= 0) (values[place] as Float64Array)[sequence] = binaryEntropy(filter.predict());
      // By symmetry any sequence of the register may carry the noise: this one is all zeros.
      filter.update(flip.draw(random));
    }
  }
  const range = 1 - binaryEntropy(noise);
  return values.map((row) =>
    estimate(
      meanWithRare(row, range),
      `forward algorithm over 2^${lags.long} states, ${count} sequences`,
    ),
  );
}

/**
 * Two states are told apart by the places where their sequences differ. With a share w of such places the probability of
 * confusing them falls as 2^(-d m), d = -w log2 (2 sqrt(p (1 - p))), after Bhattacharyya and Chernoff; the least w decides.
 */
function decayOf(lags: Lags, noise: number): Figure {
  const share = leastShareOfOnes(lags);
  const decay = -share * Math.log2(2 * Math.sqrt(noise * (1 - noise)));
  return exact(
    decay,
    `closed form, Chernoff's exponent of two states that differ in ${(100 * share).toFixed(1)} % of the bits`,
  );
}

/** The least share of ones in a cycle of the recurrence, that of zeros alone excepted. */
function leastShareOfOnes({ short, long }: Lags): number {
  const seen = new Uint8Array(2 ** long);
  let least = 1;
  for (let start = 1; start < seen.length; start++) {
    let length = 0;
    let count = 0;
    for (let state = start; seen[state] === 0; length++) {
      seen[state] = 1;
      const bit = ((state >>> (short - 1)) ^ (state >>> (long - 1))) & 1;
      count += bit;
      state = ((state << 1) & (seen.length - 1)) | bit;
    }
    if (length > 0) least = Math.min(least, count / length);
  }
  return least;
}

/**
 * Predictors that see sums of earlier bits only, of which each is the next bit but for noise. One sum is a product of two
 * bits in a second-order unit.
 */
function partsOf(lags: Lags, noise: number): readonly Part[] {
  const parts: Part[] = [
    {
      name: `from X[n-${lags.short}] xor X[n-${lags.long}] alone`,
      figure: exact(
        binaryEntropy(oddParity(noise, 3)),
        'closed form, the entropy of an odd number of three flips',
      ),
    },
  ];
  let equations: readonly CheckEquation[] = [];
  for (const weight of [3, 4, 5]) {
    const more = checkEquations(lags, weight, CHECK_WINDOW);
    equations = [...equations, ...more];
    // A single equation is the sum above.
    if (more.length === 0 || equations.length === 1) continue;
    const rate = rateFrom(equations, noise);
    // With more equations even more of them are independent.
    if (rate === undefined) break;
    parts.push({
      name: `from sums of ${weight === 3 ? '2' : `2 to ${weight - 1}`} of the last ${CHECK_WINDOW}`,
      figure: exact(
        rate,
        `${equations.length} sums that are the next bit but for noise, used together`,
      ),
    });
  }
  return parts;
}

/**
 * H(Y[n] | the sums that some equations give for Y[n]). With z the sums of noise of whole equations, that is
 * H(z) - H(z[2] + z[1], z[3] + z[1], ...): Y[n] is fair given z, and each sum is fair given the differences.
 *
 * @param equations At least one.
 * @returns Undefined if more than MAX_RANK equations are independent.
 */
export function rateFrom(equations: readonly CheckEquation[], noise: number): number | undefined {
  const sets = equations.map(setOf);
  const first = sets[0] as bigint;
  const all = parityEntropy(sets, noise);
  const differences = parityEntropy(
    sets.slice(1).map((set) => set ^ first),
    noise,
  );
  return all === undefined || differences === undefined ? undefined : all - differences;
}
