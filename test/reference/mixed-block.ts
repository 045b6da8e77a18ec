/** NUMERICS.md, section 11: the payload of a mixed block, decoded. */
import type { ModelSpec } from '#dist/spec/model-spec.js';
import { Decoder } from './decoder.js';
import { Predictor } from './predictor.js';
import { shapeOf } from './shape.js';

/** `values`: the byte values that occur in the block or the dictionary, increasing. */
export function decodeMixedBlock(
  payload: Uint8Array,
  length: number,
  values: Uint8Array,
  spec: ModelSpec,
  dictionary: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const decoder = new Decoder(payload);
  const predictor = new Predictor(shapeOf(spec, values.length), values, dictionary.length + length);
  const { trail } = predictor;
  const inUse = [...values].map((byte) => (byte + 256).toString(2));
  const occurs = (bits: string) => inUse.some((byte) => byte.startsWith(bits));
  for (const byte of dictionary)
    for (let i = 7; i >= 0; i--) {
      predictor.predict();
      predictor.learn((byte >> i) & 1);
    }
  for (let i = 0; i < 8 * length; i++) {
    const p = predictor.predict();
    const known = trail.partial.toString(2);
    const isOpen = occurs(`${known}0`) && occurs(`${known}1`);
    predictor.learn(Number(isOpen ? decoder.decode(p) : occurs(`${known}1`)));
  }
  return Uint8Array.from(trail.bytes.slice(dictionary.length));
}
