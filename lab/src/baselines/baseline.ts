/** Coders that a sequence is measured with. */
import { compress, decompress } from 'foresay';
import type { Sequence } from '../data/sequence.js';
import { adaptiveCoder } from './adaptive.js';
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

/** The adaptive and the static coder of an order. */
export function symbolBaselines(order: number): Baseline[] {
  return [adaptiveCoder(order), staticCoder(order)].map(symbolBaseline);
}

/** A coder of symbols, with a header in front. */
export function symbolBaseline(coder: SymbolCoder): Baseline {
  return {
    name: coder.name,
    available: () => true,
    compress: async (sequence) => encodeFile(coder, sequence),
    decompress: async (archive) => decodeFile(coder, archive),
  };
}

/** A model of foresay, as in `foresay --model`. */
export function foresayModel(model: string): Baseline {
  return {
    name: `foresay ${model}`,
    available: () => true,
    compress: ({ bytes }) => compress(bytes, { model }),
    decompress: (archive) => decompress(archive),
  };
}

/** A level of foresay, 1 to 9. */
export function foresayLevel(level: number): Baseline {
  return {
    name: `foresay -${level}`,
    available: () => true,
    compress: ({ bytes }) => compress(bytes, { level }),
    decompress: (archive) => decompress(archive),
  };
}

/** foresay with a model in text, such as `lstm(128x1)`. */
export function foresayModel(model: string): Baseline {
  return {
    name: `foresay ${model}`,
    available: () => true,
    compress: ({ bytes }) => compress(bytes, { model }),
    decompress: (archive) => decompress(archive),
  };
}
