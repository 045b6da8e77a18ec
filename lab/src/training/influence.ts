/** How much one symbol moves the prediction, after more and more symbols. */
import { openModel } from './open-model.js';
import type { SavedModel } from './saved-model.js';

/** Pieces of the sequence that are read in lockstep. */
const PIECES = 16;

/**
 * For each of `counts`: rows start from zero state and read so many symbols, each another piece of the sequence; a second
 * set of rows reads the same, but for the last symbol, which is the other one. Mean over the pieces of the change of the
 * probability of symbol 1.
 *
 * @param symbols Of an alphabet of two. As many as the largest count and 15 more, or more.
 * @param counts 1 or more, ascending.
 */
export async function influence(
  model: SavedModel,
  symbols: Uint8Array,
  counts: readonly number[],
): Promise<number[]> {
  const rows = 2 * PIECES;
  const trainer = await openModel(model, { rows, length: 1 });
  try {
    const last = counts.at(-1) ?? 0;
    const gap = Math.floor((symbols.length - last) / (PIECES - 1));
    const read = (position: number, other: number) => {
      trainer.predict(0);
      for (let row = 0; row < rows; row++) {
        const symbol = symbols[(row % PIECES) * gap + position] as number;
        trainer.symbols[row] = row < PIECES ? symbol : symbol ^ other;
      }
      trainer.carry(1);
    };
    const changes: number[] = [];
    for (let position = 0; position < last; position++) {
      if (counts.includes(position + 1)) {
        const state = trainer.saveState();
        read(position, 1);
        changes.push(meanChange(trainer.predict(0), trainer.probabilityStride));
        trainer.loadState(state);
      }
      read(position, 0);
    }
    return changes;
  } finally {
    await trainer.close();
  }
}

function meanChange(probabilities: Float32Array, stride: number): number {
  let sum = 0;
  for (let piece = 0; piece < PIECES; piece++) {
    const [as, flipped] = [piece, piece + PIECES].map((row) => probabilities[row * stride + 1]);
    sum += Math.abs((as as number) - (flipped as number));
  }
  return sum / PIECES;
}
