/** FORMAT.md, section 13: a network file, read. Checks only what the test gives it. */
import { readAlphabet } from '#dist/archive/alphabet.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { f } from './float32.js';
import { decodeWeights } from './weights.js';

const CELLS = ['rnn', 'gru', 'lstm'];
const NORMS = ['none', 'rms'];

interface Shape {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

export function readNetworkFile(file: Uint8Array) {
  const source = new ByteSource(file);
  source.raw(6);
  const cell = CELLS[source.byte()] as string;
  const width = source.varint('width');
  const layers = source.byte();
  const norm = NORMS[source.byte()] as string;
  const alphabet = readAlphabet(source);
  let symbols = 0;
  for (const byte of alphabet) for (let bit = 0; bit < 8; bit++) symbols += (byte >> bit) & 1;

  const gates = cell === 'rnn' ? 1 : 3;
  const shapes: Shape[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const name = `layer${layer}`;
    shapes.push({ name: `${name}.recurrent`, rows: width, columns: gates * width });
    shapes.push(
      layer > 0
        ? { name: `${name}.below`, rows: width, columns: gates * width }
        : { name: `${name}.embedding1`, rows: symbols, columns: gates * width },
    );
    for (let gate = 0; gate < gates; gate++)
      for (const part of ['gain', 'bias'])
        shapes.push({ name: `${name}.${part}${gate}`, rows: 1, columns: width });
  }
  for (let layer = 0; layer < layers; layer++)
    shapes.push({ name: `head.from${layer}`, rows: width, columns: symbols });
  shapes.push({ name: 'head.bias', rows: 1, columns: symbols });

  const all = shapes.map((shape) => {
    const vector = /gain|bias/.test(shape.name);
    const values = new Float32Array(shape.rows * shape.columns);
    return { shape, vector, bits: source.byte(), values };
  });
  for (const { bits, values } of all)
    if (bits === 32) {
      const bytes = source.raw(4 * values.length);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      values.forEach((_, i) => {
        values[i] = view.getFloat32(4 * i, true);
      });
    }
  const coded = all.filter(({ bits }) => bits < 32);
  if (coded.length > 0) {
    const code = source.raw(source.varint('length'));
    const groups = decodeWeights(
      code,
      coded.map(({ shape, bits, vector }) => ({ ...shape, bits, vector })),
    );
    coded.forEach(({ shape, vector, values }, i) => {
      groups[i]?.forEach(({ scale, levels }, c) => {
        levels.forEach((level, k) => {
          values[vector ? k : k * shape.columns + c] = f(scale * level) + 0;
        });
      });
    });
  }
  const parameters = all.map(({ shape, values }) => ({ ...shape, values }));
  return { cell, width, layers, norm, alphabet, parameters };
}
