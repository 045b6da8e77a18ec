/** A block's parts by what they look like. */

import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import type { Kind } from '../kinds/kinds.js';
import { isRandom } from './random.js';
import { findRepeats, type Stretch } from './repeats.js';
import { smooth } from './viterbi.js';
import { kindOfWindow, WINDOW } from './window.js';

/** A stretch of a block, all of one kind. */
export interface Section {
  readonly kind: Kind;
  readonly length: number;
}

/** The sections of a block, at most `most` and neighbours of different kinds. */
export function* sections(block: Uint8Array, most: number): Stepwise<Section[]> {
  const looks: Kind[] = [];
  for (let at = 0; at < block.length; at += WINDOW) {
    if (at % STEP_BYTES === 0) yield;
    const last = looks.at(-1);
    // Too little to tell: a short rest is what comes before it.
    looks.push(
      last && block.length - at < WINDOW / 2 ? last : kindOfWindow(block.subarray(at, at + WINDOW)),
    );
  }
  yield* examineRandom(block, looks);
  const result: Section[] = [];
  for (const [i, kind] of smooth(looks, most).entries()) {
    const length = Math.min(WINDOW, block.length - i * WINDOW);
    const last = result.at(-1);
    if (last?.kind === kind) result[result.length - 1] = { kind, length: last.length + length };
    else result.push({ kind, length });
  }
  return result;
}

/** Windows that are tried for randomness together, and the fewest. */
const GROUP = 16;
const SMALLEST = 8;

/** Leaves `incompressible` only what is: groups of windows without uneven pairs, and without a copy anywhere. */
function* examineRandom(block: Uint8Array, looks: Kind[]): Stepwise<void> {
  const stretches: Stretch[] = [];
  for (let i = 0, end = 0; i < looks.length; i = end) {
    const suspect = looks[i] === 'incompressible';
    end = i + 1;
    while (end < looks.length && (looks[end] === 'incompressible') === suspect) end++;
    if (!suspect) continue;
    if (end - i >= GROUP + SMALLEST) end = i + GROUP;
    yield;
    const stretch = { start: i * WINDOW, end: Math.min(end * WINDOW, block.length) };
    const enough = end - i >= SMALLEST;
    if (enough && isRandom(block.subarray(stretch.start, stretch.end))) stretches.push(stretch);
    else looks.fill('binary', i, end);
  }
  yield* findRepeats(block, stretches, (first, second) => {
    looks[Math.floor(first / WINDOW)] = 'binary';
    looks[Math.floor(second / WINDOW)] = 'binary';
  });
}
