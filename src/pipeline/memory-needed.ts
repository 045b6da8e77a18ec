/** The memory that compressing takes. */
import { alphabetOf } from '../archive/alphabet.js';
import { encodeMemory } from '../codec/measure.js';
import type { CompressOptions } from '../types.js';
import { compressSettings } from './settings.js';

/**
 * Bytes of memory that one thread needs to compress with these options: the least value of the option `memory`.
 * compress() needs the length of its result in addition. Decompressing needs about the same. Rejects with INVALID_OPTION
 * or INVALID_SPEC.
 */
export async function memoryNeeded(
  options: Pick<CompressOptions, 'level' | 'model' | 'blockSize' | 'size' | 'dictionary'> = {},
): Promise<number> {
  const { models, blockSize, size = blockSize, dictionary: bytes } = compressSettings(options);
  const dictionary = bytes && { bytes, alphabet: alphabetOf(bytes) };
  return size > 0 ? encodeMemory(Object.values(models), Math.min(size, blockSize), dictionary) : 0;
}
