/** A trained model as a network file, and what its network costs after rounding. */
import { decodeNetwork, encodeNetwork, writeRowMajor } from 'foresay/train';
import { openModel } from './open-model.js';
import { Rows } from './rows.js';
import { networkFile } from './save-network.js';
import type { SavedModel } from './saved-model.js';
import { validationBits } from './validate.js';

/** Bits a weight of the model's network file. */
export async function fileBits(model: SavedModel): Promise<number> {
  const { file } = await networkFile(model);
  return (await decodeNetwork(file)).bitsPerWeight;
}

/**
 * Rounds the weights of a model that was trained without quantisation, and measures a sequence with them.
 *
 * @param bits Of a weight of a matrix, 1 to 16.
 * @returns Bits a symbol, and bits a weight of the file.
 */
export async function rounded(
  model: SavedModel,
  bits: number,
  validation: Uint8Array,
): Promise<{ readonly bits: number; readonly bitsPerWeight: number }> {
  const { network } = await networkFile(model);
  const decoded = await decodeNetwork(await encodeNetwork(network, { bits }));
  const trainer = await openModel(model, model.trainer);
  try {
    trainer.parameters.forEach((parameter, i) => {
      writeRowMajor(parameter, decoded.parameters[i]?.values as Float32Array);
    });
    const rows = Rows.validation(validation, model.trainer);
    return { bits: validationBits(trainer, rows), bitsPerWeight: decoded.bitsPerWeight };
  } finally {
    await trainer.close();
  }
}
