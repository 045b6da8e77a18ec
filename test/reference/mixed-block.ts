/** NUMERICS.md, section 11: the payload of a mixed block, decoded. */
import type { ModelSpec } from '#dist/model/model-spec.js';
import { Decoder } from './decoder.js';
import { Predictor } from './predictor.js';
import { shapeOf } from './shape.js';

/**
 * `values`: the byte values that occur in the block or the dictionary, increasing; `skimmed`: bytes at the beginning of
 * the dictionary of which only the experts learn.
 */
export function decodeMixedBlock(
  payload: Uint8Array,
  length: number,
  values: Uint8Array,
  spec: ModelSpec,
  dictionary: Uint8Array = new Uint8Array(0),
  skimmed = 0,
): Uint8Array {
  const decoder = new Decoder(payload);
  const shape = shapeOf(spec, values.length);
  const first = dictionary.length;
  const predictor = new Predictor(shape, values, first + length, first, skimmed);
  /** A byte: a decision gives what the decoder says, or what is known. */
  const next = (known?: number): void => {
    const { foreseen, trail } = predictor;
    if (foreseen !== null) {
      const p = predictor.foresee();
      const comes = known === undefined ? decoder.decode(p) : known === foreseen;
      predictor.learnForeseen(comes);
      if (comes) return;
    }
    const possible = [...values].filter((byte) => byte !== foreseen);
    const written = possible.map((byte) => (byte + 256).toString(2));
    const occurs = (bits: string) => written.some((byte) => byte.startsWith(bits));
    for (let i = 7; i >= 0; i--) {
      const p = predictor.predict();
      const before = trail.partial.toString(2);
      const isOpen = occurs(`${before}0`) && occurs(`${before}1`);
      if (known !== undefined) predictor.learn((known >> i) & 1);
      else predictor.learn(Number(isOpen ? decoder.decode(p) : occurs(`${before}1`)));
    }
  };
  for (const byte of dictionary) next(byte);
  for (let i = 0; i < length; i++) next();
  if (!decoder.exact) throw new Error('the payload does not end as an encoder ends it');
  return Uint8Array.from(predictor.trail.bytes.slice(dictionary.length));
}
