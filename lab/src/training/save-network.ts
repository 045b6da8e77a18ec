/** A trained model as a network file of foresay. */
import { checkNetworkOptions, encodeNetwork, Trainer } from 'foresay/train';
import { writeAtomic } from '../data/atomic-file.js';
import { LabError } from '../errors.js';
import type { SavedModel } from './saved-model.js';

type Codes = ArrayLike<number> | null | undefined;

/**
 * The symbols' bytes as a set of 256 bits. Throws LabError where they are none that a network file can hold: symbols that
 * are bits of a byte, or not in increasing order.
 */
function alphabetOf(codes: Codes): Uint8Array {
  if (!codes) throw new LabError('--save: a network file has bytes as symbols, not single bits');
  const alphabet = new Uint8Array(32);
  let last = -1;
  for (const code of Array.from(codes)) {
    if (code <= last)
      throw new LabError('--save: a network file needs the vocabulary in increasing order');
    alphabet[code >> 3] = (alphabet[code >> 3] as number) | (1 << (code & 7));
    last = code;
  }
  return alphabet;
}

/** Throws LabError or INVALID_OPTION where saveNetwork() would, before anything is trained. */
export function checkSavable(trainer: SavedModel['trainer'], codes: Codes): void {
  alphabetOf(codes);
  checkNetworkOptions(trainer);
}

/** Writes the model's network, quantised as its training was. Returns the bytes of the file and its bits a weight. */
export async function saveNetwork(
  path: string,
  { trainer: options, codes, bytes }: SavedModel,
): Promise<{ readonly bytes: number; readonly bitsPerWeight: number }> {
  const trainer = await Trainer.create({ ...options, rows: 1, length: 1, threads: 1 });
  try {
    trainer.loadParameters(bytes);
    const { weightBits, vectorBits, deadZone } = trainer.options;
    const network = trainer.network(alphabetOf(codes));
    const how = weightBits === 0 ? { bits: 32 } : { bits: weightBits, vectorBits, deadZone };
    const file = await encodeNetwork(network, how);
    writeAtomic(path, [file]);
    const weights = network.parameters.reduce((sum, { values }) => sum + values.length, 0);
    return { bytes: file.length, bitsPerWeight: (8 * file.length) / weights };
  } finally {
    await trainer.close();
  }
}
