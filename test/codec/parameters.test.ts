/** A network's parameters from outside: their order, shapes and layout, and that written ones are those in use. */
import { describe, expect, it } from 'vitest';
import type { Codec } from '#dist/codec/codec.js';
import { indexOf, type Parameter } from '#dist/codec/parameters.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';
import { alice, begin, encodingPlan, newCodec, resultOf, WHOLE } from './support/blocks.js';

/** 20 symbols. */
const block = new Random(5).bytes(600).map((byte) => 65 + (byte % 20));

/** A codec of the spec with its initial weights and no update. */
function opened(text: string, input: Uint8Array = block): Codec {
  const codec = newCodec();
  begin(codec, encodingPlan(parseSpec(text), input), input);
  // The gains of a layer are set last.
  const set = ({ name, values }: Parameter) => !name.includes('gain') || values[0] === 1;
  while (!codec.parameters.every(set)) codec.advance(1);
  return codec;
}

const named = (codec: Codec, name: string): Parameter => {
  const found = codec.parameters.find((parameter) => parameter.name === name);
  if (!found) throw new Error(`no parameter ${name}`);
  return found;
};

describe('parameters', () => {
  it('have a fixed order, and shapes that follow from the spec', () => {
    const codec = opened('lstm(16x2,ngrams=3,ngramBits=5)');
    const shapes = codec.parameters.map(({ name, rows, columns, panel, values }) =>
      [name, rows, columns, panel, values.length].join(' '),
    );
    const gates = (layer: number) =>
      [0, 1, 2].flatMap((gate) => [
        `layer${layer}.gain${gate} 1 16 16 16`,
        `layer${layer}.bias${gate} 1 16 16 16`,
      ]);
    expect(shapes).toEqual([
      'layer0.recurrent 16 48 32 1024',
      'layer0.embedding1 20 48 64 1280',
      'layer0.embedding2 32 48 64 2048',
      'layer0.embedding3 32 48 64 2048',
      ...gates(0),
      'layer1.recurrent 16 48 32 1024',
      'layer1.below 16 48 32 1024',
      ...gates(1),
      'head.from0 16 20 32 512',
      'head.from1 16 20 32 512',
      'head.bias 1 20 32 32',
    ]);
  });

  it('do not overlap, and their padding is zero', () => {
    const codec = opened('gru(24x2,ngrams=2,ngramBits=4)');
    codec.advance(WHOLE);
    const { parameters } = codec;
    const spans = parameters
      .map(({ values }) => [values.byteOffset, values.byteOffset + values.byteLength] as const)
      .sort(([a], [b]) => a - b);
    spans.forEach(([, end], i) => {
      expect(end).toBeLessThanOrEqual(spans[i + 1]?.[0] ?? Number.POSITIVE_INFINITY);
    });
    for (const parameter of parameters) {
      const { rows, columns, values, name } = parameter;
      const rest = Float32Array.from(values);
      const inside = [];
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) {
          const index = indexOf(parameter, r, c);
          inside.push(values[index]);
          rest[index] = 0;
        }
      expect(new Set(inside).size, name).toBeGreaterThan(1);
      expect(
        rest.every((value) => value === 0),
        name,
      ).toBe(true);
    }
  });

  it('begin as the initialisation says', () => {
    const codec = opened('lstm(16x1,ngrams=2,ngramBits=4)');
    const { values: recurrent } = named(codec, 'layer0.recurrent');
    expect(Math.max(...recurrent)).toBeLessThan(0.5 / 4);
    expect(Math.min(...recurrent)).toBeGreaterThanOrEqual(-0.5 / 4);
    expect(new Set(recurrent).size).toBeGreaterThan(700);
    expect([...named(codec, 'layer0.gain2').values]).toEqual(Array(16).fill(1));
    expect([...named(codec, 'layer0.bias0').values]).toEqual(Array(16).fill(1));
    expect([...named(codec, 'layer0.bias1').values]).toEqual(Array(16).fill(0));
  });

  it('of a model without a network are none', () => {
    const codec = newCodec();
    begin(codec, encodingPlan(parseSpec('mix(orders=1+2)'), block), block);
    expect(codec.parameters).toEqual([]);
    codec.writeParameters((parameters) => expect(parameters).toEqual([]));
  });

  it('of a network beside experts are there too', () => {
    const names = opened('mix(orders=1+2)+rnn(16x1,ngrams=1)').parameters.map(({ name }) => name);
    expect(names).toEqual([
      'layer0.recurrent',
      'layer0.embedding1',
      'layer0.gain0',
      'layer0.bias0',
      'head.from0',
      'head.bias',
    ]);
  });
});

describe('written parameters', () => {
  const FROZEN = 'rate=0,floor=0,headRate=0,headFloor=0,embedRate=0,optimizer=sgd';

  /** Bits a symbol after `write`, when nothing is learned. */
  function cost(input: Uint8Array, write: (codec: Codec) => void): number {
    const codec = opened(`rnn(16x1,ngrams=2,ngramBits=4,norm=none,${FROZEN})`, input);
    write(codec);
    if (codec.advance(WHOLE) !== input.length) throw new Error('not coded');
    return (8 * resultOf(codec).length) / input.length;
  }

  const zero = (codec: Codec) =>
    codec.writeParameters((parameters) => {
      for (const { values } of parameters) values.fill(0);
    });

  /** Sets one element. */
  const put = (codec: Codec, name: string, row: number, column: number, value: number) =>
    codec.writeParameters((parameters) => {
      const parameter = parameters.find((one) => one.name === name);
      if (!parameter) throw new Error(name);
      parameter.values[indexOf(parameter, row, column)] = value;
    });

  /** Symbols 0 and 1 in turn among 40 that the alphabet has. */
  const alternating = Uint8Array.from({ length: 2000 }, (_, i) => (i < 40 ? 39 - i : i & 1));

  it('of zero make every symbol as likely', () => {
    expect(cost(alternating, zero)).toBeCloseTo(Math.log2(40), 1);
  });

  it('of the head decide which symbol is likely', () => {
    const likely = cost(alternating, (codec) => {
      zero(codec);
      put(codec, 'head.bias', 0, 0, 20);
      put(codec, 'head.bias', 0, 1, 20);
    });
    expect(likely).toBeGreaterThan(1);
    expect(likely).toBeLessThan(1.8);
  });

  it('of embedding, gain and head together predict the next symbol from the last', () => {
    // Unit 5 is near 1 after symbol 0 and near -1 after symbol 1; the head makes 1 of the first and 0 of the second.
    const follows = cost(alternating, (codec) => {
      zero(codec);
      put(codec, 'layer0.embedding1', 0, 5, 4);
      put(codec, 'layer0.embedding1', 1, 5, -4);
      put(codec, 'layer0.gain0', 0, 5, 1);
      put(codec, 'head.bias', 0, 0, 20);
      put(codec, 'head.bias', 0, 1, 20);
      put(codec, 'head.from0', 5, 1, 10);
      put(codec, 'head.from0', 5, 0, -10);
    });
    expect(follows).toBeLessThan(0.7);
  });

  it('of a network trained on a text make that text smaller', () => {
    const text = alice(20_000);
    const spec = 'lstm(32x1,ngrams=3,ngramBits=10)';
    const teacher = opened(spec, text);
    teacher.advance(WHOLE);
    const learned = teacher.parameters.map(({ values }) => Float32Array.from(values));
    const size = (write: (codec: Codec) => void) => {
      const codec = opened(spec, text);
      write(codec);
      codec.advance(WHOLE);
      return resultOf(codec).length;
    };
    const taught = size((codec) =>
      codec.writeParameters((parameters) => {
        parameters.forEach(({ values }, i) => {
          values.set(learned[i] as Float32Array);
        });
      }),
    );
    expect(taught).toBeLessThan(0.9 * size(() => {}));
  });
});
