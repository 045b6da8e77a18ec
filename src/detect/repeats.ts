/** Finds repeats among random bytes: a second copy of an archive looks random, but a match model makes it short. */
import type { Stepwise } from '../bytes/stepwise.js';

/** Bytes of a repeat that are compared. */
const LENGTH = 32;

/**
 * One position in RARITY is looked at, chosen by the hash of the bytes there, so that in both copies the same positions
 * are. A repeat of 100 bytes is missed once in a hundred times, longer ones hardly ever.
 */
const RARITY = 16;

const FACTOR = 0x2c9277b5;

/** Factor of the oldest byte in a hash: FACTOR to the power of LENGTH - 1, modulo 2^32. */
const OLDEST = Array.from({ length: LENGTH - 1 }).reduce<number>((p) => Math.imul(p, FACTOR), 1);

/** A part of a block, some 64 KiB long. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds repeated bytes in the stretches of a block and calls `found` with the positions of both copies. Positions are kept
 * in a table by a rolling hash of the bytes.
 */
export function* findRepeats(
  block: Uint8Array,
  stretches: readonly Stretch[],
  found: (first: number, second: number) => void,
): Stepwise<void> {
  const length = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  const shift = Math.clz32(length / RARITY) - 1;
  if (shift >= 31) return;
  /** A position plus one, by hash; 0: none. */
  const positions = new Int32Array(2 ** (32 - shift));
  for (const { start, end } of stretches) {
    yield;
    findIn(block, start, end, positions, shift, found);
  }
}

function findIn(
  block: Uint8Array,
  start: number,
  end: number,
  positions: Int32Array,
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
      const position = (positions[slot] as number) - 1;
      if (position < 0) positions[slot] = begun + 1;
      else if (isEqual(block, position, begun)) found(position, begun);
    }
    hash = (hash - Math.imul((block[begun] as number) + 1, OLDEST)) | 0;
  }
}

function isEqual(block: Uint8Array, a: number, b: number): boolean {
  for (let i = 0; i < LENGTH; i++) if (block[a + i] !== block[b + i]) return false;
  return true;
}
