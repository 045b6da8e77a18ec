/** The memory that compressing takes. */
import { alphabetOf } from '../archive/alphabet.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { encodeMemory } from '../codec/measure.js';
import type { CompressOptions } from '../types.js';
import { nameNetwork } from './network.js';
import { modelsWith } from './network-models.js';
import { compressSettings } from './settings.js';

/**
 * Bytes of memory that one thread needs to compress with these options: the least value of the option `memory`.
 * compress() needs the length of its result in addition. Decompressing needs about the same. Rejects with INVALID_OPTION
 * or INVALID_SPEC.
 */
export async function memoryNeeded(
  options: Pick<
    CompressOptions,
    'level' | 'model' | 'blockSize' | 'size' | 'dictionary' | 'network' | 'networkLearns'
  > = {},
): Promise<number> {
  const settings = compressSettings(options);
  const { blockSize, size = blockSize, dictionary: bytes } = settings;
  await loadChecksum();
  const network = await nameNetwork(settings.network);
  const choices = Object.values(modelsWith(settings, network));
  const dictionary = bytes && { bytes, alphabet: alphabetOf(bytes) };
  return size > 0 ? encodeMemory(choices, Math.min(size, blockSize), dictionary, network) : 0;
}
