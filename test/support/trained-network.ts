/** A network file, trained for a moment on some bytes. */
import { alphabetOf, alphabetValues } from '#dist/archive/alphabet.js';
import { encodeNetwork } from '#dist/network/network-file.js';
import type { TrainerOptions } from '#dist/train/options.js';
import { Trainer } from '#dist/train/trainer.js';

const ROWS = 16;
const LENGTH = 20;

const PASSES = 40;
const RATE = 0.02;

/** The network file of a network that has learned `bytes`, whose values are its alphabet. Default: 32 bits a weight. */
export async function trainedNetwork(
  bytes: Uint8Array,
  options: TrainerOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const alphabet = alphabetOf(bytes);
  const values = alphabetValues(alphabet);
  const trainer = await Trainer.create({
    cell: 'lstm',
    width: 16,
    ...options,
    symbols: values.length,
    rows: ROWS,
    length: LENGTH,
  });
  try {
    const steps = Math.floor(bytes.length / ROWS);
    for (let pass = 0; pass < PASSES; pass++) {
      trainer.resetState();
      for (let start = 0; start + LENGTH <= steps; start += LENGTH) {
        const batch = new Uint16Array(ROWS * LENGTH);
        for (let i = 0; i < batch.length; i++) {
          const at = (i % ROWS) * steps + start + Math.floor(i / ROWS);
          batch[i] = values.indexOf(bytes[at] as number);
        }
        trainer.symbols.set(batch);
        trainer.train(LENGTH, RATE * (1 - pass / PASSES));
      }
    }
    const { weightBits } = trainer.options;
    return encodeNetwork(trainer.network(alphabet), { bits: weightBits || 32 });
  } finally {
    await trainer.close();
  }
}
