/** A curve with fewer points that looks the same. */
import type { CurvePoint, CurveScale } from './api.js';

export interface Points {
  readonly symbols: readonly number[];
  readonly bits: readonly number[];
  /** NaN where there is none. */
  readonly validation: readonly number[];
}

/** Pieces of the axis; a screen has about as many columns of pixels for it. */
const PIECES = 700;

/**
 * Divides the axis of symbols into 700 equal pieces, of the logarithm for `log`, and keeps the least, the highest and the last
 * bits of each, and its last validation. So a curve has at most 2,800 points, and no peak is lost.
 */
export function thinned(points: Points, scale: CurveScale): CurvePoint[] {
  const { symbols, bits, validation } = points;
  const count = symbols.length;
  const kept = count <= PIECES ? Array.from(symbols.keys()) : keptOf(points, scale);
  return kept.map((i) => {
    const value = validation[i] as number;
    return [symbols[i] as number, bits[i] as number, Number.isNaN(value) ? null : value];
  });
}

function keptOf({ symbols, bits, validation }: Points, scale: CurveScale): number[] {
  const place = (at: number) => (scale === 'log' ? Math.log(Math.max(1, at)) : at);
  const first = place(symbols[0] as number);
  const width = (place(symbols.at(-1) as number) - first) / PIECES || 1;
  const pieceOf = (i: number) => Math.floor((place(symbols[i] as number) - first) / width);
  const kept = new Set<number>();
  for (let start = 0; start < symbols.length; ) {
    const piece = pieceOf(start);
    let [least, highest, end, validated] = [start, start, start, -1];
    for (; end < symbols.length && pieceOf(end) === piece; end++) {
      if ((bits[end] as number) < (bits[least] as number)) least = end;
      if ((bits[end] as number) > (bits[highest] as number)) highest = end;
      if (!Number.isNaN(validation[end])) validated = end;
    }
    for (const i of [least, highest, end - 1, validated]) if (i >= 0) kept.add(i);
    start = end;
  }
  return [...kept].sort((a, b) => a - b);
}
