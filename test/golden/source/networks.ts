/** The networks that golden archives begin with: trained for a moment, to the same bits on every run. */
import type { TrainerOptions } from '#dist/train/options.js';
import { trainedNetwork } from '../../support/trained-network.js';
import { goldenInputs } from './inputs.js';

/** The files by name. */
export async function goldenNetworks(): Promise<Map<string, Uint8Array>> {
  const inputs = goldenInputs();
  const trained = (plain: string, options: TrainerOptions) => {
    const bytes = inputs.get(plain);
    if (!bytes) throw new Error(`there is no input ${plain}`);
    return trainedNetwork(bytes, options);
  };
  return new Map([
    ['network-lstm', await trained('text', { width: 8, layers: 2, weightBits: 4 })],
    ['network-gru', await trained('short-text', { cell: 'gru', width: 8, norm: 'none', weightBits: 2 })],
    ['network-rnn', await trained('two-values', { cell: 'rnn', width: 8 })],
    ['network-binary', await trained('bases', { width: 8, weightBits: 1 })],
  ]);
}
