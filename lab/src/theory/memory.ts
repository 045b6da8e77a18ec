/** What a predictor of a source has to remember, and what each number of symbols is worth. */
import { exact, type Figure } from './figure.js';
import { binaryEntropy } from './information.js';

export interface Memory {
  /** Symbols from which on more of them do not help. Infinity: each one helps. Absent: not known. */
  readonly order?: number;
  /** log2 of the number of states of the machine that makes the sequence. */
  readonly stateBits: number;
  /** What is known of predictors with few symbols. Absent: nothing is. */
  readonly rates?: Rates;
  /** What predictors reach that see only a part of the past, or a function of it. */
  readonly parts?: () => readonly Part[];
}

/** A part of the past, and the entropy of the next symbol given that part. */
export interface Part {
  /** Such as `from X[n-1] xor X[n-20] alone`. */
  readonly name: string;
  readonly figure: Figure;
}

/**
 * H(X[m+1] | X[1..m]), bits a symbol: what the best predictor reaches that is given the last m symbols. A sequence that is
 * not stationary counts from its first symbol.
 */
export interface Rates {
  /** The m that show the curve, ascending; those beyond the order do not count. */
  readonly points: readonly number[];
  /** @returns Exact; undefined if that takes too long for this m. */
  exactly(m: number): Figure | undefined;
  /** Where exactly() is undefined: estimates for several m, ascending, from the same sequences. */
  estimated?(memories: readonly number[], options: EstimateOptions): Figure[];
  /** The d of a curve that nears the entropy rate as 2^(-d m), in bits a symbol. Undefined: there is none, or it is not known. */
  decay?(): Figure | undefined;
}

export interface EstimateOptions {
  /** Of the generator. */
  readonly seed: number;
  /** Independent sequences, 2 or more. Default: what takes about a second. */
  readonly sequences?: number | undefined;
}

/** The rate falls in one step: `before` bits while symbols are missing, `after` bits from `order` of them on. */
export function stepMemory(step: {
  readonly order: number;
  readonly stateBits: number;
  readonly before: number;
  readonly after: number;
}): Memory {
  const { order, stateBits, before, after } = step;
  return {
    order,
    stateBits,
    rates: {
      points: stepPoints(order),
      exactly: (m) =>
        m < order
          ? exact(before, 'closed form, all blocks up to the order are equally likely')
          : exact(after, 'closed form, the entropy rate'),
    },
  };
}

/** A register of `order` bits that is not all 0 and determines all that follows; all such states are equally likely. */
export function registerMemory(order: number): Memory {
  return {
    order,
    stateBits: order,
    rates: {
      points: stepPoints(order),
      exactly: (m) =>
        m < order
          ? exact(nonZeroRate(order, m), 'closed form, all first states but 0 are equally likely')
          : exact(0, 'closed form, the entropy rate'),
    },
  };
}

function stepPoints(order: number): readonly number[] {
  return [...new Set([0, Math.max(0, order - 1), order])];
}

/** H(X[m+1] | X[1..m]) of `order` bits that are not all 0, m below `order`: only zeros make the next bit other than fair. */
function nonZeroRate(order: number, m: number): number {
  // Beyond 53 bits the one value that is missing changes no digit.
  if (order > 53) return 1;
  const left = 2 ** (order - m);
  const zeros = (left - 1) / (2 ** order - 1);
  return 1 - zeros + zeros * binaryEntropy(left / 2 / (left - 1));
}
