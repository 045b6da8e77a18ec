/** NUMERICS.md, section 27: the coded bytes of a mix of symbols, decoded. */
import type { ModelSpec } from '#dist/model/model-spec.js';
import { Decoder } from './decoder.js';
import { costOf, decodeSymbol } from './distribution.js';
import type { NetworkWeights } from './first-weights.js';
import type { Vector } from './float32.js';
import { shapeOf } from './shape.js';
import type { SymbolMixer } from './symbols/mixer.js';
import { SymbolPredictor } from './symbols/predictor.js';

/** A symbol that was decoded. */
export interface Decoded {
  readonly at: number;
  readonly symbol: number;
  /** The probabilities of the values. */
  readonly p: Vector;
  /** Bits that the symbol takes. */
  readonly bits: number;
  /** SymbolMixer.terms. */
  readonly terms: SymbolMixer['terms'];
}

/** `values`: the byte values of the block and of the primed bytes, increasing, at most four; `dictionary`: the primed bytes; `file`: the network to begin with. */
export function decodeSymbolBlock(
  payload: Uint8Array,
  length: number,
  values: Uint8Array,
  spec: ModelSpec,
  dictionary: Uint8Array = new Uint8Array(0),
  file?: NetworkWeights,
  observe?: (decoded: Decoded) => void,
): Uint8Array {
  const decoder = new Decoder(payload);
  const shape = shapeOf(spec, values.length);
  const predictor = new SymbolPredictor(shape, dictionary.length + length, values, file);
  for (const byte of dictionary) {
    predictor.predict();
    predictor.update(values.indexOf(byte));
  }
  const block = Uint8Array.from({ length }, (_, at) => {
    const p = predictor.predict().subarray(0, values.length);
    const symbol = decodeSymbol(decoder, p);
    observe?.({ at, symbol, p, bits: costOf(p, symbol), terms: predictor.mixer.terms });
    predictor.update(symbol);
    return values[symbol] as number;
  });
  if (!decoder.exact) throw new Error('the payload does not end as an encoder ends it');
  return block;
}
