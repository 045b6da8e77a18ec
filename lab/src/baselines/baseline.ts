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
  /** Rejects when the signal is aborted, if it can be stopped. */
  compress(sequence: Sequence, signal?: AbortSignal): Promise<Uint8Array>;
  /** @returns The file's bytes. */
  decompress(archive: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>;
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
    compress: ({ bytes }, signal) => compress(bytes, { model, signal }),
    decompress: (archive, signal) => decompress(archive, { signal }),
  };
}

/** A level of foresay, 1 to 9. */
export function foresayLevel(level: number): Baseline {
  return {
    name: `foresay -${level}`,
    available: () => true,
    compress: ({ bytes }, signal) => compress(bytes, { level, signal }),
    decompress: (archive, signal) => decompress(archive, { signal }),
  };
}
