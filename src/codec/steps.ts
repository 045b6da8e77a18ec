/** Work over many bytes in slices, each of which says how far the block is. */

import { alphabetOf, union } from '../archive/alphabet.js';
import type { Checksum } from '../archive/checksum.js';
import { newBytes } from '../bytes/new-bytes.js';
import type { Slowly } from '../bytes/stepwise.js';
import type { Reached, Steps } from './block-coder.js';
import { stretches } from './slices.js';

/** `sum` with `bytes` added. */
export function* hashed(sum: Checksum, bytes: Uint8Array, reached: Reached): Steps<Checksum> {
  for (const { piece } of stretches(bytes)) {
    yield reached;
    sum.update(piece);
  }
  return sum;
}

/** The values in `bytes`. */
export function* alphabetIn(bytes: Uint8Array, reached: Reached): Steps<Uint8Array> {
  let all: Uint8Array = new Uint8Array(32);
  for (const { piece } of stretches(bytes)) {
    yield reached;
    all = union(all, alphabetOf(piece));
  }
  return all;
}

/** `length` bytes of one value. */
export function* repeated(value: number, length: number): Steps<Uint8Array<ArrayBuffer>> {
  const bytes = newBytes(length);
  for (const { at, piece } of stretches(bytes)) {
    yield { coded: at, produced: at };
    piece.fill(value);
  }
  return bytes;
}

/** The parts one after the other. */
export function* concatenated(
  parts: readonly Uint8Array<ArrayBuffer>[],
  reached: Reached,
): Steps<Uint8Array<ArrayBuffer>> {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = newBytes(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts)
    for (const { piece } of stretches(part)) {
      yield reached;
      whole.set(piece, filled);
      filled += piece.length;
    }
  return whole;
}

/** Steps of a part, as steps of the whole. */
export function* within<T>(steps: Steps<T>, place: (reached: Reached) => Reached): Steps<T> {
  return yield* mapped(steps, (reached) => {
    const { learning } = reached;
    return { ...place(reached), ...(learning && { learning }) };
  });
}

/** Work that only yields, as steps that say where the block is meanwhile. */
export function* patiently<T>(work: Slowly<T>, reached: Reached): Steps<T> {
  return yield* mapped(work, () => reached);
}

/** The steps, each told in other words. Leaving it leaves them too. */
function* mapped<S, T>(steps: Generator<S, T, undefined>, tell: (step: S) => Reached): Steps<T> {
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield tell(step.value);
    }
  } finally {
    steps.return(undefined as never);
  }
}
