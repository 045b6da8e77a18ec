/** Measuring a baseline: both ways, compared. */
import type { Sequence } from '../data/sequence.js';
import { CoderError } from '../errors.js';
import type { Baseline } from './baseline.js';

export interface Measurement {
  readonly name: string;
  /** Bytes of the archive. */
  readonly bytes: number;
  /** Bits of the whole archive for each symbol of the sequence. */
  readonly bitsPerSymbol: number;
  readonly encodeSeconds: number;
  readonly decodeSeconds: number;
}

/** Throws CoderError if a way fails, or if what was decoded is not the file. */
export async function measure(
  baseline: Baseline,
  sequence: Sequence,
  signal?: AbortSignal,
): Promise<Measurement> {
  try {
    return await bothWays(baseline, sequence, signal);
  } catch (error) {
    throw new CoderError(`${baseline.name}: ${(error as Error).message}`, { cause: error });
  }
}

async function bothWays(
  baseline: Baseline,
  sequence: Sequence,
  signal: AbortSignal | undefined,
): Promise<Measurement> {
  const begin = performance.now();
  const archive = await baseline.compress(sequence, signal);
  const encoded = performance.now();
  const decoded = await baseline.decompress(archive, signal);
  const end = performance.now();
  if (Buffer.compare(decoded, sequence.bytes) !== 0)
    throw new CoderError('what was decoded is not the file');
  return {
    name: baseline.name,
    bytes: archive.length,
    bitsPerSymbol: (8 * archive.length) / sequence.symbols.length,
    encodeSeconds: (encoded - begin) / 1000,
    decodeSeconds: (end - encoded) / 1000,
  };
}
