/** Divides a block into sections, each of one kind of data. */

import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { FALLBACK, KIND_NAMES, KINDS, type Kind, STORED } from '../kinds/kinds.js';
import { WINDOW, Window } from '../kinds/window.js';
import { isRandom } from './random.js';
import { findRepeats, type Stretch } from './repeats.js';
import { viterbi } from './viterbi.js';

/** A stretch of a block, all of one kind. */
export interface Section {
  readonly kind: Kind;
  /** Bytes. */
  readonly length: number;
}

/** The sections of a block, at most `most`. Neighbours are of different kinds. */
export function* sections(block: Uint8Array, most: number): Stepwise<Section[]> {
  const detected: Kind[] = [];
  for (let at = 0; at < block.length; at += WINDOW) {
    if (at % STEP_BYTES === 0) yield;
    const last = detected.at(-1);
    // The last window may be too short to detect its kind: it gets that of the window before, if that takes any value.
    const isShort = block.length - at < WINDOW / 2;
    detected.push(
      last && isShort && !KINDS[last].otherwise ? last : kindOf(block.subarray(at, at + WINDOW)),
    );
  }
  yield* examineRandom(block, detected);
  const result: Section[] = [];
  for (const [i, kind] of viterbi(detected, most).entries()) {
    const length = Math.min(WINDOW, block.length - i * WINDOW);
    const last = result.at(-1);
    if (last?.kind === kind) result[result.length - 1] = { kind, length: last.length + length };
    else result.push({ kind, length });
  }
  return result;
}

/** The kind of a window's bytes: the first of the registry that detects it. STORED is a suspicion; see examineRandom. */
function kindOf(bytes: Uint8Array): Kind {
  const window = new Window(bytes);
  return KIND_NAMES.find((name) => KINDS[name].detects?.(window)) ?? FALLBACK;
}

/** Windows whose randomness is tested together, and the fewest. */
const GROUP = 16;
const SMALLEST = 8;

/**
 * Replaces STORED by FALLBACK unless the windows are random: they come in a group, single bytes and pairs are evenly
 * distributed in it, and no part of it is repeated in the block.
 */
function* examineRandom(block: Uint8Array, detected: Kind[]): Stepwise<void> {
  const stretches: Stretch[] = [];
  for (let i = 0, end = 0; i < detected.length; i = end) {
    const isSuspect = detected[i] === STORED;
    end = i + 1;
    while (end < detected.length && (detected[end] === STORED) === isSuspect) end++;
    if (!isSuspect) continue;
    if (end - i >= GROUP + SMALLEST) end = i + GROUP;
    yield;
    const stretch = { start: i * WINDOW, end: Math.min(end * WINDOW, block.length) };
    const isEnough = end - i >= SMALLEST;
    if (isEnough && isRandom(block.subarray(stretch.start, stretch.end))) stretches.push(stretch);
    else detected.fill(FALLBACK, i, end);
  }
  yield* findRepeats(block, stretches, (first, second) => {
    detected[Math.floor(first / WINDOW)] = FALLBACK;
    detected[Math.floor(second / WINDOW)] = FALLBACK;
  });
}
