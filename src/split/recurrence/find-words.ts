/** Recurrences in streams of words. */
import type { Stepwise } from '../../bytes/stepwise.js';
import { shortestRecurrence } from './berlekamp-massey.js';
import { unpacked } from './bits.js';
import { type Candidate, followed, isConfirmed, type WordLayout } from './candidate.js';
import { congruential } from './congruential.js';
import { laggedSum } from './lagged-sums.js';
import { packedBits } from './packed-bits.js';
import { type Recurrence, type Rule, stateBytes, TWISTER_ORDER } from './parameters.js';
import { sampleStart } from './sample.js';
import { truncated } from './truncated.js';
import { twist, untemper } from './twister.js';
import { WordReader } from './words.js';

/** Fewest bytes that are searched. */
const SHORTEST = 1024;

/** Bytes whose values must be as even as those of a generator, and the limit: texts and programs are ten times above. */
const PEEK = 4096;
const MOST_UNEVEN = 3000;

export function* findWords(bytes: Uint8Array): Stepwise<Recurrence | undefined> {
  const first = sampleStart(bytes.length);
  if (bytes.length < SHORTEST) return undefined;
  yield;
  const isEven = looksEven(bytes.subarray(first, first + PEEK));
  const found =
    (isEven ? congruential(bytes, first) : undefined) ??
    truncated(bytes, first) ??
    (isEven ? yield* lagged(bytes, first) : undefined);
  const words = found && (yield* followed(bytes, found));
  if (words?.rule.kind !== 'xor') return words;
  // What is linear in words may be so in bits, of which fewer are needed to begin with.
  const bits = yield* packedBits(bytes, first);
  return bits &&
    10 * bits.units > 9 * words.units * words.layout.unit &&
    stateBytes(bits) < stateBytes(words)
    ? bits
    : words;
}

/** Rules of which many words have to be seen. */
function* lagged(bytes: Uint8Array, first: number): Stepwise<Candidate | undefined> {
  return twister(bytes, first) ?? (yield* laggedSum(bytes, first)) ?? (yield* linear(bytes, first));
}

/** Pearson's test: noise gives 255 on average. */
function looksEven(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    counts[byte] = (counts[byte] as number) + 1;
  }
  let squares = 0;
  for (let byte = 0; byte < 256; byte++) squares += (counts[byte] as number) ** 2;
  return (256 * squares) / bytes.length - bytes.length < MOST_UNEVEN;
}

/** The Mersenne Twister. */
function twister(bytes: Uint8Array, first: number): Candidate | undefined {
  const rule: Rule = { kind: 'twister' };
  for (const highestFirst of [false, true])
    for (let phase = 0; phase < 4; phase++) {
      const layout: WordLayout = { form: 'words', unit: 4, highestFirst };
      const candidate = { layout, at: first + phase, rule };
      if (isTwisted(bytes, candidate) && isConfirmed(bytes, candidate)) return candidate;
    }
  return undefined;
}

/** Whether one word is what the recurrence makes of three: that takes less time than to follow it. */
function isTwisted(bytes: Uint8Array, { layout, at }: Candidate): boolean {
  if (at + 4 * TWISTER_ORDER + 4 > bytes.length) return false;
  const reader = new WordReader(bytes, layout);
  const word = (i: number) => {
    reader.read(at + 4 * i);
    return untemper(reader.low);
  };
  return ((word(TWISTER_ORDER) ^ word(397) ^ twist(word(0), word(1))) | 0) === 0;
}

/** Bits that show a recurrence of order 2,048, and one of order 512: the longer search would take too long for few bytes. */
const MOST_BITS = 4160;
const FEW_BITS = 1088;
const MANY_BYTES = 1 << 20;

/**
 * Generators that are linear over GF(2), as xorshift is: all bits of their words obey one recurrence. It shows in one bit of
 * every eighth byte, whatever the size of the words.
 */
function* linear(bytes: Uint8Array, first: number): Stepwise<Candidate | undefined> {
  yield;
  if (!planeRecurrence(bytes, first, 8)) return undefined;
  let best: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const unit of [8, 4, 2, 1] as const) {
    yield;
    const lags = planeRecurrence(bytes, first, unit);
    const size = (lags?.at(-1) ?? 0) * unit;
    if (!lags || size >= least) continue;
    const layout: WordLayout = { form: 'words', unit, highestFirst: false };
    const candidate: Candidate = {
      layout,
      at: first,
      rule: { kind: 'xor', inverted: false, lags },
    };
    if (!isConfirmed(bytes, candidate)) continue;
    best = candidate;
    least = size;
  }
  return best;
}

/** The recurrence of the lowest bits of every `step`-th byte. */
function planeRecurrence(bytes: Uint8Array, first: number, step: number): number[] | undefined {
  const most = bytes.length < MANY_BYTES ? FEW_BITS : MOST_BITS;
  const count = Math.min(most, Math.floor((bytes.length - first) / step));
  const plane = new Uint8Array(Math.ceil(count / 8));
  for (let i = 0; i < count; i++)
    plane[i >>> 3] =
      (plane[i >>> 3] as number) | (((bytes[first + i * step] as number) & 1) << (i & 7));
  return shortestRecurrence(unpacked(plane, { highestFirst: false }), 0, count);
}
