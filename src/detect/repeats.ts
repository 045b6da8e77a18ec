/** Whether what looks random came before: a second copy of an archive is no noise. */
import type { Stepwise } from '../bytes/stepwise.js';

/** Bytes that must be equal. */
const LENGTH = 32;

/**
 * One place in so many is looked at, chosen by its hash, so that of a repeated stretch the same places are: one of 100
 * bytes is missed once in a hundred times, longer ones hardly ever.
 */
const RARITY = 16;

const FACTOR = 0x2c9277b5;

/** What the oldest byte of a hash counts: FACTOR to the power of LENGTH - 1, modulo 2^32. */
const OLDEST = Array.from({ length: LENGTH - 1 }).reduce<number>((p) => Math.imul(p, FACTOR), 1);

/** Some 64 KiB: from where to where. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Looks for repeated bytes in the stretches of a block and calls `found` with the places of each pair. Places go into a
 * table by a hash of the bytes that rolls along.
 */
export function* findRepeats(
  block: Uint8Array,
  stretches: readonly Stretch[],
  found: (first: number, second: number) => void,
): Stepwise<void> {
  const length = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  const shift = Math.clz32(length / RARITY) - 1;
  if (shift >= 31) return;
  /** A place plus one, by hash. */
  const places = new Int32Array(2 ** (32 - shift));
  for (const { start, end } of stretches) {
    yield;
    findIn(block, start, end, places, shift, found);
  }
}

function findIn(
  block: Uint8Array,
  start: number,
  end: number,
  places: Int32Array,
  shift: number,
  found: (first: number, second: number) => void,
): void {
  let hash = 0;
  for (let i = start; i < end; i++) {
    hash = (Math.imul(hash, FACTOR) + (block[i] as number) + 1) | 0;
    const begun = i - LENGTH + 1;
    if (begun < start) continue;
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
    if ((mixed & (RARITY - 1)) === 0) {
      const slot = mixed >>> shift;
      const place = (places[slot] as number) - 1;
      if (place < 0) places[slot] = begun + 1;
      else if (isEqual(block, place, begun)) found(place, begun);
    }
    hash = (hash - Math.imul((block[begun] as number) + 1, OLDEST)) | 0;
  }
}

function isEqual(block: Uint8Array, a: number, b: number): boolean {
  for (let i = 0; i < LENGTH; i++) if (block[a + i] !== block[b + i]) return false;
  return true;
}
