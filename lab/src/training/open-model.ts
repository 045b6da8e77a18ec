/** A trained model with another batch shape. */
import { Trainer } from 'foresay/train';
import type { BatchShape } from './rows.js';
import type { SavedModel } from './saved-model.js';

/** A trainer with the model's parameters, zero state, and the rows and length given. The caller closes it. */
export async function openModel(
  { trainer: options, bytes }: Pick<SavedModel, 'trainer' | 'bytes'>,
  { rows, length }: BatchShape,
): Promise<Trainer> {
  const trainer = await Trainer.create({ ...options, rows, length, threads: 1 });
  try {
    trainer.loadParameters(bytes);
    return trainer;
  } catch (error) {
    await trainer.close();
    throw error;
  }
}
