/** What compressing would take. */
import { encodeMemory } from '../engine/measure.js';
import type { CompressOptions } from '../types.js';
import { compressSettings } from './settings.js';

/**
 * Bytes of memory that one thread takes for blocks of these options: what the `memory` option must allow at least.
 * Decompressing takes about the same. Rejects with INVALID_OPTION or INVALID_SPEC.
 */
export async function memoryNeeded(
  options: Pick<CompressOptions, 'level' | 'model' | 'blockSize' | 'size'> = {},
): Promise<number> {
  const { spec, blockSize, size = blockSize } = compressSettings(options);
  return size > 0 ? encodeMemory(spec, Math.min(size, blockSize)) : 0;
}
