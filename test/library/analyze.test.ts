/** analyze(): what every byte costs adds up to the archive that compress() makes, and explains it. */
import { describe, expect, it } from 'vitest';
import { type BlockAnalysis, KIND_NAMES, memoryNeeded } from '#dist/node/index.js';
import { genomes, inputOf, reads } from '../support/inputs.js';
import { Random } from '../support/random.js';
import { rejectionCode } from '../support/rejection.js';
import { joined, SAMPLES, TEXT } from './samples.js';
import { analyzed, expectWhole, sums, total } from './support/analyzed.js';

describe('the bits of all bytes are those of the archive', () => {
  it.each(SAMPLES.filter(([name]) => name !== 'nothing'))('%s', async (_, bytes) => {
    for (const model of ['rnn(16)', 'mix(orders=1+2,matches=4,byteMatch=8,apm=order1)'])
      await expectWhole(bytes, { model, blockSize: 1000 });
  });

  const kinds = KIND_NAMES.filter((kind) => kind !== 'incompressible');
  it.each(kinds)('%s', async (kind) => {
    await expectWhole(inputOf(kind, 3000), { level: 2, kind });
  });

  it('several kinds in a block, line ends, rows, a picture', async () => {
    const lines = Buffer.from(TEXT).toString('latin1').replaceAll(/\r?\n/g, '\r\n');
    const rows = Buffer.from(
      Array.from(
        { length: 400 },
        (_, i) => `${((i * 7919) % 1000) | 1000},${i % 9},x${i % 3}\n`,
      ).join(''),
    );
    // Grey values that jump, and colours that differ from them a little.
    const random = new Random(8);
    const pixels = Array.from({ length: 2400 }, () => random.below(200)).flatMap((grey) => [
      grey + random.below(3),
      grey,
      grey + random.below(3),
    ]);
    const picture = joined(Buffer.from('P6 40 60 255\n'), Uint8Array.from(pixels));
    const used = new Set<string>();
    for (const bytes of [
      joined(inputOf('text', 40_000), inputOf('symbols', 40_000), inputOf('text', 9000)),
      joined(new Random(4).bytes(20_000), inputOf('text', 9000), new Random(5).bytes(20_000)),
      new Uint8Array(Buffer.from(lines, 'latin1')),
      new Uint8Array(rows),
      picture,
      inputOf('executable', 20_000),
      genomes(9000),
      reads(9000),
    ])
      for (const name of await expectWhole(bytes, { level: 2 })) used.add(name);
    expect([...used].sort()).toEqual([
      'branches',
      'columns',
      'fasta',
      'fastq',
      'image',
      'line-ends',
      'subtract-green',
    ]);
  });

  it('with a dictionary', async () => {
    await expectWhole(TEXT, { level: 1, dictionary: inputOf('text', 2000) });
  });
});

describe('kinds', () => {
  it('are those of the places in the file', async () => {
    const parts = ['text', 'executable', 'text'] as const;
    const input = joined(...parts.map((kind) => inputOf(kind, 40_960)));
    const [one] = await analyzed(input, { level: 1 });
    expect(one?.kinds).toEqual(parts.map((kind) => ({ kind, length: 40_960 })));
  });

  it('of stored bytes are incompressible, and each costs eight bits', async () => {
    const noise = new Random(6).bytes(20_000);
    const [one] = await analyzed(noise, { level: 4 });
    expect(one?.kinds).toEqual([{ kind: 'incompressible', length: noise.length }]);
    expect(new Set(one?.bits)).toEqual(new Set([8]));
  });

  it('of equal bytes cost nothing, which the alphabet saves', async () => {
    const [one] = await analyzed(new Uint8Array(2000).fill(65), { level: 4 });
    expect(total(one?.bits ?? [1])).toBe(0);
    expect(one && sums(one)['alphabet']).toBe(8 * 2000);
  });
});

describe('votes', () => {
  it('come from the families that the model has', async () => {
    const used = async (model: string) => {
      const [one] = await analyzed(TEXT, { model });
      const all = Object.entries(one ? sums(one) : {});
      return all.filter(([, sum]) => sum !== 0).map(([family]) => family);
    };
    expect(await used('mix(orders=1+2)')).toEqual(['orders', 'apm']);
    expect(await used('mix(orders=1,words=word,structure=indents,matches=4)')).toEqual([
      'orders',
      'words',
      'structure',
      'matches',
      'apm',
    ]);
    expect(await used('mix(orders=1)+rnn(8)')).toEqual(['orders', 'network', 'apm']);
    expect(await used('rnn(8)')).toEqual(['network', 'alphabet']);
  });

  it('of matches are most of what a repeated text saves', async () => {
    const noise = new Random(7).bytes(3000);
    const [one] = await analyzed(joined(noise, noise), { model: 'mix(orders=1,matches=6)' });
    const [first] = await analyzed(noise, { model: 'mix(orders=1,matches=6)' });
    const saved = (block?: BlockAnalysis) => (block ? (sums(block)['matches'] ?? 0) : 0);
    const matches = saved(one) - saved(first);
    expect(matches).toBeGreaterThan(0.7 * 8 * 3000);
  });

  it('are left out where they are not wanted', async () => {
    const [one] = await analyzed(TEXT, { level: 1, votes: false });
    const [other] = await analyzed(TEXT, { level: 1 });
    expect(one?.votes).toBeUndefined();
    expect(one?.bits).toEqual(other?.bits);
  });
});

describe('streaming', () => {
  it('gives what the whole gives, block by block, with any number of threads', async () => {
    const input = joined(TEXT, inputOf('records', 3000), TEXT);
    const options = { level: 2, blockSize: 2500 };
    const whole = await analyzed(input, options);
    expect(whole).toHaveLength(4);
    const pieces = [input.subarray(0, 7), input.subarray(7, 4000), input.subarray(4000)];
    for (const threads of [0, 2])
      expect(await analyzed(pieces, { ...options, threads, size: input.length })).toEqual(whole);
  });

  it('of nothing is nothing', async () => {
    expect(await analyzed(new Uint8Array(0), {})).toEqual([]);
  });

  it('counts the memory of the analysis', async () => {
    const options = { model: 'mix(orders=1,tables=16)', blockSize: 1 << 20 };
    const memory = await memoryNeeded(options);
    const input = inputOf('text', 1000);
    expect(await rejectionCode(analyzed([input], { ...options, memory }))).toBe('MEMORY_LIMIT');
    const more = memory + 176 * options.blockSize;
    expect(await analyzed([input], { ...options, memory: more })).toHaveLength(1);
  });

  it('rejects wrong options', async () => {
    for (const wrong of [{ votes: 1 }, { levl: 1 }, { level: 10 }])
      expect(await rejectionCode(analyzed(TEXT, wrong as object))).toBe('INVALID_OPTION');
    const signal = AbortSignal.abort();
    expect(await rejectionCode(analyzed(TEXT, { signal }))).toBe('ABORTED');
  });
});
