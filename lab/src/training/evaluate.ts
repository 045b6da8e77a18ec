/** What a sequence costs a trained model. */
import { LabError } from '../errors.js';
import { openModel } from './open-model.js';
import { Rows } from './rows.js';
import type { SavedModel } from './saved-model.js';
import { costOf } from './validate.js';

/** Steps between two looks of the host; they change nothing. */
const LENGTH = 64;

/**
 * Bits a symbol of the whole sequence, read from zero state, without learning.
 *
 * @param rows Pieces that are read in lockstep, each from zero state: more are faster, and cost what their first symbols
 * lack of a past.
 */
export async function evaluateModel(
  model: SavedModel,
  symbols: Uint8Array,
  rows: number,
): Promise<number> {
  if (symbols.length < rows)
    throw new LabError(`${symbols.length} symbols are fewer than ${rows} rows`);
  const shape = { rows, length: LENGTH };
  const trainer = await openModel(model, shape);
  try {
    const { cost, symbols: count } = costOf(trainer, Rows.training(symbols, shape, LENGTH), 0);
    return cost / count;
  } finally {
    await trainer.close();
  }
}
