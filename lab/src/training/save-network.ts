/** A trained model as a network file of foresay. */
import { checkNetworkOptions, decodeNetwork, encodeNetwork, type Network } from 'foresay/train';
import { writeAtomic } from '../data/atomic-file.js';
import { LabError } from '../errors.js';
import { openModel } from './open-model.js';
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

/** The model's network, and its file, quantised as its training was. */
export async function networkFile({
  trainer: options,
  codes,
  bytes,
}: SavedModel): Promise<{ readonly network: Network; readonly file: Uint8Array }> {
  const trainer = await openModel({ trainer: options, bytes }, { rows: 1, length: 1 });
  try {
    const { weightBits, vectorBits, deadZone } = trainer.options;
    const network = trainer.network(alphabetOf(codes));
    const how = weightBits === 0 ? { bits: 32 } : { bits: weightBits, vectorBits, deadZone };
    return { network, file: await encodeNetwork(network, how) };
  } finally {
    await trainer.close();
  }
}

/** Writes the model's network file. Returns its bytes and its bits a weight. */
export async function saveNetwork(
  path: string,
  model: SavedModel,
): Promise<{ readonly bytes: number; readonly bitsPerWeight: number }> {
  const { file } = await networkFile(model);
  writeAtomic(path, [file]);
  return { bytes: file.length, bitsPerWeight: (await decodeNetwork(file)).bitsPerWeight };
}
