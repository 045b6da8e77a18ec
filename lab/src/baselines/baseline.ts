/** Coders that a sequence is measured with. */
import { compress, decompress } from 'foresay';
import type { Sequence } from '../data/sequence.js';
import { adaptiveCoder } from './adaptive.js';
import { programBaselines } from './programs.js';
import { staticCoder } from './static.js';
import { decodeFile, encodeFile, type SymbolCoder } from './symbol-coder.js';

/** Both ways of a compressor of files. */
export interface Baseline {
  readonly name: string;
  /** Whether it can run here. */
  available(): boolean;
  compress(sequence: Sequence): Promise<Uint8Array>;
  /** @returns The file's bytes. */
  decompress(archive: Uint8Array): Promise<Uint8Array>;
}

/**
 * @param orders Of the adaptive and the static coder.
 * @param levels Of foresay.
 */
export function baselines(orders: readonly number[], levels: readonly number[]): Baseline[] {
  return [
    ...orders.map((order) => symbolBaseline(adaptiveCoder(order))),
    ...orders.map((order) => symbolBaseline(staticCoder(order))),
    ...programBaselines(),
    ...levels.map(foresayLevel),
  ];
}

function symbolBaseline(coder: SymbolCoder): Baseline {
  return {
    name: coder.name,
    available: () => true,
    compress: async (sequence) => encodeFile(coder, sequence),
    decompress: async (archive) => decodeFile(coder, archive),
  };
}

function foresayLevel(level: number): Baseline {
  return {
    name: `foresay -${level}`,
    available: () => true,
    compress: ({ bytes }) => compress(bytes, { level }),
    decompress: (archive) => decompress(archive),
  };
}
