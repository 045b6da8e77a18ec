/** The networks that golden archives begin with: trained for a moment, to the same bits on every run. */
import { trainedNetwork } from '../../support/trained-network.js';
import { goldenInputs } from './inputs.js';

/** The files by name. */
export async function goldenNetworks(): Promise<Map<string, Uint8Array>> {
  const text = goldenInputs().get('text');
  if (!text) throw new Error('there is no input text');
  return new Map([
    ['network-lstm', await trainedNetwork(text, { cell: 'lstm', width: 8, layers: 2 })],
    ['network-gru', await trainedNetwork(text, { cell: 'gru', width: 8, norm: 'none' })],
  ]);
}
