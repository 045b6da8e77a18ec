/** Recurrences of bits, eight of which are a byte. */
import type { Stepwise } from '../../bytes/stepwise.js';
import { shortestRecurrence } from './berlekamp-massey.js';
import { subtractBits, unpacked, windowAt } from './bits.js';
import { type Layout, mostLags, orderOf, type Recurrence } from './parameters.js';
import { bestRegion } from './region.js';

/** Bits that show a recurrence of order 2,048, and bits behind them that it must predict. */
const MOST_BITS = 4160;
const CONFIRMING = 256;

/** The shortest rule of the bits from byte `first` on, in either order, and where it holds. */
export function* packedBits(bytes: Uint8Array, first: number): Stepwise<Recurrence | undefined> {
  let best: Recurrence | undefined;
  for (const highestFirst of [false, true]) {
    yield;
    const layout: Layout = { form: 'bits', unit: 1, highestFirst };
    const sample = bytes.subarray(first, first + (MOST_BITS + CONFIRMING) / 8);
    const count = 8 * sample.length - CONFIRMING;
    const shown = unpacked(sample, layout);
    const lags = count > 0 ? shortestRecurrence(shown, 0, count) : undefined;
    if (!lags || lags.length > mostLags(layout)) continue;
    const rule = { kind: 'xor', inverted: false, lags } as const;
    if (!isConfirmed(shown, lags, count)) continue;
    const residual = unpacked(bytes, layout);
    const state = Math.ceil((lags.at(-1) as number) / 8);
    yield* subtractBits(residual, rule, 8 * state);
    const isZero = (i: number) => (((residual[i >>> 2] as number) >>> (8 * (i & 3))) & 255) === 0;
    const region = yield* bestRegion(state, bytes.length, isZero, 1);
    if (region.end - region.start < 2 * state) continue;
    const offset = region.start - state;
    const found: Recurrence = { layout, offset, units: region.end - offset, rule };
    // In the wrong order the rule is up to eight times as long.
    if (!best || orderOf(rule) < orderOf(best.rule)) best = found;
  }
  return best;
}

function isConfirmed(words: Uint32Array, lags: readonly number[], count: number): boolean {
  for (let at = count; at < count + CONFIRMING; at += 32) {
    const predicted = lags.reduce((word, lag) => word ^ windowAt(words, at - lag), 0);
    if (predicted !== (windowAt(words, at) | 0)) return false;
  }
  return true;
}
