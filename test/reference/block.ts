/** NUMERICS.md, section 10, and FORMAT.md, section 8: the coded bytes of a network alone, decoded. */
import type { ModelSpec } from '#dist/model/model-spec.js';
import { Decoder } from './decoder.js';
import { decodeSymbol } from './distribution.js';
import { type NetworkWeights, replaceWeights } from './first-weights.js';
import { Network } from './network.js';
import { shapeOf } from './shape.js';

/** `values`: the byte values of the block and of the primed bytes, increasing; `dictionary`: the primed bytes; `file`: the network to begin with. */
export function decodeBlock(
  payload: Uint8Array,
  length: number,
  values: Uint8Array,
  spec: ModelSpec,
  dictionary: Uint8Array = new Uint8Array(0),
  file?: NetworkWeights,
): Uint8Array {
  const decoder = new Decoder(payload);
  const network = new Network(shapeOf(spec, values.length), dictionary.length + length);
  if (file) replaceWeights(network, values, file);
  const block = new Uint8Array(length);
  const symbols = new Array<number>(spec.lanes).fill(0);
  for (const byte of dictionary) {
    network.predict();
    network.learn(symbols.fill(values.indexOf(byte)), spec.lanes);
  }
  const piece = Math.ceil(length / spec.lanes);
  for (let step = 0, decoded = 0; decoded < length; step++) {
    let lane = 0;
    for (const p of network.predict()) {
      const at = step + lane * piece;
      if (at >= length) break;
      symbols[lane] = decodeSymbol(decoder, p);
      block[at] = values[symbols[lane] as number] as number;
      lane++;
    }
    network.learn(symbols, lane);
    decoded += lane;
  }
  if (!decoder.exact) throw new Error('the payload does not end as an encoder ends it');
  return block;
}
