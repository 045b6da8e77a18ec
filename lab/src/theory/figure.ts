/** What is known of an entropy, and how it was got. */

/** `unknown` has no bits. An `estimate` may lie on either side of the truth. */
export type FigureKind = 'exact' | 'estimate' | 'lower bound' | 'upper bound' | 'unknown';

export interface Figure {
  readonly kind: FigureKind;
  /** Absent if `unknown`. */
  readonly bits?: number;
  /** Of an estimate: one standard error, in bits. */
  readonly standardError?: number;
  /** In words: `closed form, H(p)`, `forward algorithm, 200000 symbols, batch means`. */
  readonly how: string;
}

export function exact(bits: number, how: string): Figure {
  return { kind: 'exact', bits: rounded(bits), how };
}

export function lowerBound(bits: number, how: string): Figure {
  return { kind: 'lower bound', bits: rounded(bits), how };
}

export function upperBound(bits: number, how: string): Figure {
  return { kind: 'upper bound', bits: rounded(bits), how };
}

export function unknown(how: string): Figure {
  return { kind: 'unknown', how };
}

export function estimate({ mean, standardError }: Estimate, how: string): Figure {
  return { kind: 'estimate', bits: rounded(mean), standardError: rounded(standardError), how };
}

/** A mean with one standard error. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Nine significant digits: engines may differ in the last bits of a logarithm, and stored figures should not. */
function rounded(bits: number): number {
  return Number(bits.toPrecision(9));
}
