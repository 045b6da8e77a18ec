/** A network's weights in place of the first ones of a codec: all of them, by name and by byte value, before any byte. */
import { describe, expect, it } from 'vitest';
import { alphabetOf, alphabetValues } from '#dist/archive/alphabet.js';
import type { BlockHeader } from '#dist/archive/block-header.js';
import { Codec } from '#dist/codec/codec.js';
import { type FrameNetwork, networkForBlock, writeNetwork } from '#dist/codec/frame-network.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodePlan } from '#dist/codec/measure.js';
import { codecModule } from '#dist/codec/module.js';
import { indexOf } from '#dist/codec/parameters.js';
import { parseSpec } from '#dist/model/model-spec.js';
import type { Network } from '#dist/network/network.js';
import { encodeNetwork, networkHeader } from '#dist/network/network-file.js';
import { randomNetwork } from '../network/support/networks.js';
import { get } from '../reference/float32.js';
import { codeOf } from '../support/failure.js';

await loadChecksum();
const MODULE = await codecModule();

const SHAPE = { cell: 'lstm', width: 16, layers: 2, norm: 'rms' } as const;
/** More symbols than a panel has columns. */
const VALUES = Array.from({ length: 70 }, (_, i) => 3 * i);

const network = randomNetwork(SHAPE, VALUES, 7);
const file = fileOf(network);

function fileOf(network: Network): FrameNetwork {
  const bytes = encodeNetwork(network, { bits: 32 });
  return { bytes, header: networkHeader(bytes) };
}

/** A codec whose first weights are the network's. */
function opened(text: string, input: Uint8Array): Codec {
  const codec = new Codec(MODULE);
  const plan = encodePlan(parseSpec(text), input.length, alphabetOf(input), undefined, file);
  expect(codec.open(plan)).toBe(true);
  codec.put(input, 0);
  while (!codec.setInitial(1000));
  for (const _ of writeNetwork(codec, file, plan.alphabet));
  return codec;
}

function expectWeights(codec: Codec, input: Uint8Array): void {
  const own = alphabetValues(alphabetOf(input));
  const symbols = VALUES.map((value) => own.indexOf(value));
  for (const from of network.parameters) {
    const to = codec.parameters.find(({ name }) => name === from.name);
    if (!to) throw new Error(`no ${from.name}`);
    for (let row = 0; row < from.rows; row++)
      for (let column = 0; column < from.columns; column++) {
        const toRow = from.name === 'layer0.embedding1' ? (symbols[row] as number) : row;
        const toColumn = from.name.startsWith('head') ? (symbols[column] as number) : column;
        if (toRow < 0 || toColumn < 0) continue;
        const value = get(to.values, indexOf(to, toRow, toColumn));
        if (value !== from.values[row * from.columns + column])
          expect.fail(`${from.name}, row ${row}, column ${column}`);
      }
  }
}

describe('first weights', () => {
  it.each([
    ['lstm(16x2,ngrams=1,weights=trained)', VALUES],
    ['lstm(16x2,ngrams=3,ngramBits=5,lanes=3,weights=trained)', VALUES.slice(5, 50)],
    ['mix(orders=1)+lstm(16x2,ngrams=2,ngramBits=4,lag=1,weights=trained)', [1, 2, ...VALUES, 250]],
  ] as const)('%s', (text, values) => {
    const input = Uint8Array.from({ length: 300 }, (_, i) => values[i % values.length] as number);
    const codec = opened(text, input);
    expectWeights(codec, input);
  });

  it('of symbols that the network lacks stay as they were', () => {
    const input = Uint8Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 1 : 3 * (i % 7)));
    const codec = opened('lstm(16x2,ngrams=1,weights=trained)', input);
    const fresh = new Codec(MODULE);
    fresh.open(encodePlan(parseSpec('lstm(16x2,ngrams=1)'), 100, alphabetOf(input)));
    while (!fresh.setInitial(1e9));
    const symbol = alphabetValues(alphabetOf(input)).indexOf(1);
    const rowOf = ({ parameters }: Codec) => {
      const embedding = parameters.find(({ name }) => name === 'layer0.embedding1');
      if (!embedding) throw new Error('no embedding');
      return Array.from({ length: 48 }, (_, c) => embedding.values[indexOf(embedding, symbol, c)]);
    };
    expect(new Set(rowOf(codec)).size).toBeGreaterThan(10);
    expect(rowOf(codec)).toEqual(rowOf(fresh));
    const bias = codec.parameters.find(({ name }) => name === 'head.bias');
    expect(bias?.values[symbol]).toBe(0);
  });

  it.each([
    'lstm(24x2,weights=trained)',
    'lstm(16x1,weights=trained)',
    'gru(16x2,weights=trained)',
    'lstm(16x2,norm=none,weights=trained)',
  ])('of another shape are refused: %s', (text) => {
    expect(codeOf(() => encodePlan(parseSpec(text), 9, undefined, undefined, file))).toBe(
      'CORRUPT',
    );
  });

  it('of no network are refused', () => {
    expect(codeOf(() => encodePlan(parseSpec('lstm(16x2,weights=trained)'), 9))).toBe('CORRUPT');
  });
});

it('a block gets the network only if one of its streams begins with it', () => {
  const block = { last: true, length: 9, contentChecksum: 0n } as const;
  const of = (text: string) => {
    const alphabet = new Uint8Array(32).fill(255);
    const tree = { kind: 'modelled', length: 9, codedLength: 5, spec: parseSpec(text), alphabet };
    return { ...block, kind: 'modelled', memory: 1, tree } as const;
  };
  const trained = of('lstm(16x2,weights=trained)') as BlockHeader;
  expect(networkForBlock(trained, file)).toBe(file);
  expect(networkForBlock(of('lstm(16x2)') as BlockHeader, file)).toBeUndefined();
  expect(networkForBlock({ ...block, kind: 'stored' }, file)).toBeUndefined();
});
