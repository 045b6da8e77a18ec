/** Sequences of bits, 32 to a word: bit i is bit i mod 32 of word i / 32. */
import type { Stepwise } from '../../bytes/stepwise.js';
import type { Layout } from './parameters.js';

/** Words that a step reads. */
const STEP_READS = 1 << 21;

/** The 32 bits from `at` on. Bits before the first, and those behind the words, are 0. */
export function windowAt(words: Uint32Array, at: number): number {
  const word = at >> 5;
  const offset = at & 31;
  const low = (words[word] ?? 0) >>> offset;
  return offset === 0 ? low : low | ((words[word + 1] ?? 0) << (32 - offset));
}

/** 1 where the number of ones is odd, else 0. */
export function parity(word: number): number {
  let x = word ^ (word >>> 16);
  x ^= x >>> 8;
  x ^= x >>> 4;
  return (0x6996 >>> (x & 15)) & 1;
}

/** The number of ones. */
export function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A rule of bits: the exclusive or of those at the lags, ascending; inverted or not. */
export interface BitRule {
  readonly inverted: boolean;
  readonly lags: readonly number[];
}

/** Replaces each bit from `order` on, which is at least the longest lag, by its exclusive or with what the rule predicts. */
export function* subtractBits(
  words: Uint32Array,
  { inverted, lags }: BitRule,
  order: number,
): Stepwise<void> {
  const perStep = Math.ceil(STEP_READS / (lags.length + 2));
  // From the end to the beginning: the bits before a word are still those of the sequence.
  for (let k = words.length - 1; k >= order >>> 5; k--) {
    if (k % perStep === 0) yield;
    let predicted = inverted ? -1 : 0;
    for (const lag of lags) predicted ^= windowAt(words, 32 * k - lag);
    words[k] = (words[k] as number) ^ (predicted & from(order, k));
  }
}

/** Inverse of subtractBits(). */
export function* addBits(
  words: Uint32Array,
  { inverted, lags }: BitRule,
  order: number,
): Stepwise<void> {
  const near = lags.filter((lag) => lag < 32).reduce((mask, lag) => mask | (1 << (lag - 1)), 0);
  const far = lags.filter((lag) => lag >= 32);
  const perStep = Math.ceil(STEP_READS / (far.length + 64));
  for (let k = order >>> 5; k < words.length; k++) {
    if (k % perStep === 0) yield;
    let predicted = inverted ? -1 : 0;
    for (const lag of far) predicted ^= windowAt(words, 32 * k - lag);
    const mask = from(order, k);
    const known = words[k] as number;
    let word = known ^ (predicted & mask);
    if (near !== 0) {
      /** Bit i is the bit i + 1 before. */
      let recent = reversed(k > 0 ? (words[k - 1] as number) : 0);
      for (let i = 0; i < 32; i++) {
        word ^= (parity(recent & near) & (mask >>> i)) << i;
        recent = (recent << 1) | ((word >>> i) & 1);
      }
    }
    words[k] = word;
  }
}

/** The bits of word `k` that are not among the first `count` of all. */
function from(count: number, k: number): number {
  const first = count - 32 * k;
  return first <= 0 ? -1 : first >= 32 ? 0 : -1 << first;
}

function reversed(word: number): number {
  let x = ((word >>> 1) & 0x55555555) | ((word & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}

/** The bits of a byte in the other order. */
export const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => reversed(byte) >>> 24);

/** Sets the bits from `first` on to those of bytes; 1 is the byte `one`. */
export function putValues(words: Uint32Array, first: number, bytes: Uint8Array, one: number): void {
  for (let i = 0; i < bytes.length; i++)
    if (bytes[i] === one) {
      const at = first + i;
      words[at >>> 5] = (words[at >>> 5] as number) | (1 << (at & 31));
    }
}

export function bitAt(words: Uint32Array, at: number): number {
  return ((words[at >>> 5] as number) >>> (at & 31)) & 1;
}

/** The bits of bytes, eight of each. */
export function unpacked(
  bytes: Uint8Array,
  { highestFirst }: Pick<Extract<Layout, { form: 'bits' }>, 'highestFirst'>,
): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    const ordered = highestFirst ? (REVERSED[byte] as number) : byte;
    words[i >>> 2] = (words[i >>> 2] as number) | (ordered << (8 * (i & 3)));
  }
  return words;
}

/** Inverse of unpacked() for as many bytes as `bytes` has. */
export function pack(bytes: Uint8Array, words: Uint32Array, highestFirst: boolean): void {
  for (let i = 0; i < bytes.length; i++) {
    const byte = ((words[i >>> 2] as number) >>> (8 * (i & 3))) & 255;
    bytes[i] = highestFirst ? (REVERSED[byte] as number) : byte;
  }
}
