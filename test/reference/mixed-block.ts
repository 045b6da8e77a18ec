/** NUMERICS.md, section 11: the coded bytes of a mix, decoded. */
import type { ModelSpec } from '#dist/model/model-spec.js';
import { Decoder } from './decoder.js';
import type { NetworkWeights } from './first-weights.js';
import { Predictor } from './predictor.js';
import { NO_PRIMING, type Priming } from './priming.js';
import { shapeOf } from './shape.js';

/** How many of the values begin with the bits behind a leading 1, by these. */
function beginnings(values: Uint8Array): Uint16Array {
  const counts = new Uint16Array(512);
  for (const value of values)
    for (let node = 256 + value; node > 0; node >>= 1) counts[node] = (counts[node] as number) + 1;
  return counts;
}

/** A decision about byte `at` that was 1 with probability p x 2^-24; a certain bit has none. */
export interface Decision {
  readonly at: number;
  readonly kind: 'bit' | 'flag' | 'certain';
  readonly p: number;
  readonly value: boolean;
  /** Predictor.terms, of a bit. */
  readonly terms: readonly number[];
}

/** `values`: the byte values of the block and of the primed bytes, increasing. */
export function decodeMixedBlock(
  payload: Uint8Array,
  length: number,
  values: Uint8Array,
  spec: ModelSpec,
  priming: Priming = NO_PRIMING,
  file?: NetworkWeights,
  observe?: (decision: Decision) => void,
): Uint8Array {
  const decoder = new Decoder(payload);
  const extent = { values, length: priming.bytes.length + length, file };
  const predictor = new Predictor(shapeOf(spec, values.length), extent, priming);
  const { history } = predictor;
  const counts = beginnings(values);

  /** The next bit, where the byte may have it: 2 = either. */
  const decided = (excluded: number | null): number => {
    const possible = (node: number) => {
      const isExcluded = excluded !== null && (256 + excluded) >> (7 - history.bits) === node;
      return (counts[node] as number) > Number(isExcluded);
    };
    const [zero, one] = [possible(2 * history.partial), possible(2 * history.partial + 1)];
    return zero && one ? 2 : Number(one);
  };

  const at = () => history.count - priming.bytes.length;

  /** A byte: `known` is a primed one. */
  const next = (known?: number): void => {
    const { flagged } = predictor;
    if (flagged !== null) {
      const p = predictor.predictFlag();
      const flag = known === undefined ? decoder.decode(p) : known === flagged;
      if (known === undefined) observe?.({ at: at(), kind: 'flag', p, value: flag, terms: [] });
      predictor.updateFlag(flag);
      if (flag) return;
    }
    for (let i = 7; i >= 0; i--) {
      const p = predictor.predict();
      if (known !== undefined) predictor.update((known >> i) & 1);
      else {
        const bit = decided(flagged);
        const value = bit === 2 ? decoder.decode(p) : bit === 1;
        const kind = bit === 2 ? 'bit' : 'certain';
        observe?.({ at: at(), kind, p, value, terms: predictor.terms });
        predictor.update(Number(value));
      }
    }
  };
  for (const byte of priming.bytes) next(byte);
  for (let i = 0; i < length; i++) next();
  if (!decoder.exact) throw new Error('the payload does not end as an encoder ends it');
  return history.bytes.slice(priming.bytes.length);
}
