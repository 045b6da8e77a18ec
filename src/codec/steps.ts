/** Work over the bytes of a block in steps, each of which reports the progress of the block. */

import { alphabetOf, union } from '../archive/alphabet.js';
import type { Checksum } from '../archive/checksum.js';
import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes, inPieces, type Stepwise } from '../bytes/stepwise.js';
import type { BlockProgress, Steps } from './block-coder.js';

/** Adds `bytes` to `sum` and returns it. */
export function* updateChecksum(
  sum: Checksum,
  bytes: Uint8Array,
  progress: BlockProgress,
): Steps<Checksum> {
  for (const { piece } of inPieces(bytes)) {
    yield progress;
    sum.update(piece);
  }
  return sum;
}

/** The byte values that occur in `bytes`, as a set of 256 bits; see alphabetOf. */
export function* findAlphabet(bytes: Uint8Array, progress: BlockProgress): Steps<Uint8Array> {
  let alphabet: Uint8Array = new Uint8Array(32);
  for (const { piece } of inPieces(bytes)) {
    yield progress;
    alphabet = union(alphabet, alphabetOf(piece));
  }
  return alphabet;
}

/** `length` bytes, all of them `value`. */
export function* fillBytes(value: number, length: number): Steps<Uint8Array<ArrayBuffer>> {
  const bytes = newBytes(length);
  for (const { at, piece } of inPieces(bytes)) {
    yield { coded: at, produced: at };
    piece.fill(value);
  }
  return bytes;
}

/** The bytes of all parts in order; a single part itself, not a copy. */
export function* concatenate(
  parts: readonly Uint8Array<ArrayBuffer>[],
  progress: BlockProgress,
): Steps<Uint8Array<ArrayBuffer>> {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = newBytes(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    yield* withProgress(copyBytes(whole, part, filled), progress);
    filled += part.length;
  }
  return whole;
}

/** The steps of a stream with its progress mapped to that of the block. What a model learns is passed on unchanged. */
export function* mapProgress<T>(
  steps: Steps<T>,
  toBlock: (progress: BlockProgress) => BlockProgress,
): Steps<T> {
  return yield* mapped(steps, (progress) => {
    const { learning } = progress;
    return { ...toBlock(progress), ...(learning && { learning }) };
  });
}

/** The steps of work that has no progress of its own: each reports `progress`. */
export function* withProgress<T>(work: Stepwise<T>, progress: BlockProgress): Steps<T> {
  return yield* mapped(work, () => progress);
}

/** The steps of `steps`, each yielded as `map` of it. When the caller stops early, `steps` is closed too. */
function* mapped<S, T>(
  steps: Generator<S, T, undefined>,
  map: (step: S) => BlockProgress,
): Steps<T> {
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield map(step.value);
    }
  } finally {
    steps.return(undefined as never);
  }
}
