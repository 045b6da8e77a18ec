import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPLITTERS, type SplitterName, splitterNumbered } from '#dist/split/registry.js';
import { utf8 } from '../support/archives.js';
import { runToEnd } from '../support/stepwise.js';

const NAMES = Object.keys(SPLITTERS) as SplitterName[];

const split = (name: SplitterName, bytes: Uint8Array) => {
  const steps = SPLITTERS[name].split?.(new Uint8Array(bytes));
  return steps && runToEnd(steps);
};

/** Splitters that change bytes; the others only move them, or leave some out. */
const CHANGING: readonly SplitterName[] = ['branches', 'subtract-green'];

/** Splitters that describe bytes by numbers. */
const DESCRIBING: readonly SplitterName[] = ['fasta', 'fastq'];

/** Each byte of the streams has a place of its own, where the byte is that it stands for. */
function expectPlaces(
  name: SplitterName,
  parameters: readonly number[],
  streams: readonly Uint8Array[],
  bytes: Uint8Array,
): void {
  const places = Array.from(runToEnd(SPLITTERS[name].places(parameters, bytes)));
  const flat = Buffer.concat(streams);
  expect(places).toHaveLength(flat.length);
  expect(new Set(places).size).toBe(places.length);
  if (name === 'recurrence') return;
  if (DESCRIBING.includes(name)) {
    expect(places.every((place) => place < bytes.length)).toBe(true);
    return;
  }
  if (CHANGING.includes(name)) expect(places).toEqual(places.map((_, i) => i));
  else expect(places.map((place) => bytes[place])).toEqual([...flat]);
}

/** The streams that the splitter makes; undefined when it does not apply. Its lengths and its inverse are checked. */
function streamsOf(name: SplitterName, bytes: Uint8Array): Uint8Array[] | undefined {
  const made = split(name, bytes);
  if (!made) return undefined;
  const { lengths, join } = SPLITTERS[name];
  const streams = made.parts.map((part) => part.bytes);
  expect(lengths(made.parameters, bytes.length)).toEqual(streams.map(({ length }) => length));
  expect(runToEnd(join(made.parameters, streams, bytes.length))).toEqual(new Uint8Array(bytes));
  expectPlaces(name, made.parameters, streams, bytes);
  return streams;
}

/** Bytes that splitters look for, and others. */
const telling = fc.array(
  fc.oneof(fc.constantFrom(0, 255, 0xe8, 0xe9, 0x48, 0x8d, 0x05, 10, 13), fc.nat(255)),
  { maxLength: 300 },
);

describe.each(NAMES)('%s', (name) => {
  it('has a number that is found', () => {
    expect(splitterNumbered(SPLITTERS[name].id)).toBe(name);
  });

  it('gives any bytes back that it takes apart', () => {
    fc.assert(fc.property(telling, (bytes) => void streamsOf(name, Uint8Array.from(bytes))));
  });

  it('joins any streams of the right lengths to exactly so many bytes, or to none', () => {
    const { lengths, join } = SPLITTERS[name];
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { maxLength: 8 }),
        fc.integer({ min: 1, max: 400 }),
        telling,
        (parameters, length, bytes) => {
          const parts = lengths(parameters, length);
          if (!parts) return;
          expect(parts.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(length);
          const streams = parts.map((part) =>
            Uint8Array.from({ length: part }, (_, i) => bytes[i % (bytes.length + 1)] ?? 10),
          );
          const back = runToEnd(join(parameters, streams, length));
          if (back) expect(back.length).toBe(length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('line ends', () => {
  it('come back', () => {
    const word = fc.array(
      fc.nat(255).filter((byte) => byte !== 10),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (lines) => {
        const bytes = Uint8Array.from(lines.flatMap((line) => [...line, 13, 10]));
        expect(streamsOf('line-ends', bytes)?.[0]?.length).toBe(bytes.length - lines.length);
      }),
    );
  });

  it('are taken out where all are long', () => {
    expect(split('line-ends', utf8('One\r\nTwo\r\n'))?.parts).toMatchObject([{ kind: 'same' }]);
    for (const text of ['One\r\nTwo\n', 'One, Two', ''])
      expect(split('line-ends', utf8(text))).toBeUndefined();
  });

  it('are not made of more or fewer lines than there are', () => {
    const join = (text: string, length: number) =>
      runToEnd(SPLITTERS['line-ends'].join([2], [utf8(text)], length));
    expect(join('\n\n', 4)).toEqual(utf8('\r\n\r\n'));
    expect(join('\n\nX', 4)).toBeUndefined();
    expect(join('\n\n', 3)).toBeUndefined();
    expect(join('\nX', 4)).toBeUndefined();
  });
});

describe('branches', () => {
  it('come back, overlapping or not', () => {
    fc.assert(
      fc.property(telling, (bytes) => {
        expect(streamsOf('branches', Uint8Array.from(bytes))?.[0]?.length).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('to one place read the same from everywhere', () => {
    const code = new Uint8Array(64).fill(0x90);
    const view = new DataView(code.buffer);
    for (const at of [0, 20, 40]) {
      view.setUint8(at, 0xe8);
      view.setInt32(at + 1, 1000 - at, true);
    }
    const [changed = new Uint8Array(0)] = streamsOf('branches', code) ?? [];
    expect(changed.slice(20, 25)).toEqual(changed.slice(0, 5));
    expect(changed.slice(40, 45)).toEqual(changed.slice(0, 5));
  });
});

/** Bytes whose neighbours differ. */
const ramp = (length: number, step = 7) => Uint8Array.from({ length }, (_, i) => (i * step) & 255);

/** A BMP of so many pixels a row, bottom row first, its padding bytes of the value. */
function bmp(width: number, height: number, bits: 8 | 24, pad = 0, headerLength = 54): Uint8Array {
  const row = width * (bits / 8);
  const padded = (row + 3) & ~3;
  const bytes = new Uint8Array(headerLength + padded * height).fill(pad, headerLength);
  const view = new DataView(bytes.buffer);
  bytes.set(utf8('BM'));
  view.setUint32(10, headerLength, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(28, bits, true);
  for (let y = 0; y < height; y++) bytes.set(ramp(row, y + 1), headerLength + y * padded);
  return bytes;
}

const lengths = (name: SplitterName, bytes: Uint8Array) =>
  streamsOf(name, bytes)?.map(({ length }) => length);

describe('pictures', () => {
  const pixels = ramp(90 * 60 * 3);
  const ppm = (header: string, ...rest: Uint8Array[]) =>
    new Uint8Array(Buffer.concat([utf8(header), ...rest]));

  it('of netpbm are a header and pixels', () => {
    expect(lengths('image', ppm('P6\n90 60\n255\n', pixels))).toEqual([13, 16_200, 0, 0]);
    expect(lengths('image', ppm('P5 90 180 255 ', pixels))).toEqual([14, 16_200, 0, 0]);
    expect(lengths('image', ppm('P5\n90 90\n65535\n', pixels))).toEqual([15, 16_200, 0, 0]);
  });

  it('may have comments, and bytes behind them', () => {
    const header = 'P6 # made by hand\n#\n90 # wide\n60\n255\n';
    expect(lengths('image', ppm(header, pixels, utf8('end')))).toEqual([
      header.length,
      16_200,
      0,
      3,
    ]);
  });

  it('may end early: whole rows are pixels', () => {
    const cut = pixels.subarray(0, 90 * 3 * 40 + 11);
    expect(lengths('image', ppm('P6\n90 60\n255\n', cut))).toEqual([13, 90 * 3 * 40, 0, 11]);
  });

  it.each([
    'P3\n90 60\n255\n',
    'P6\n90 60\n0\n',
    'P6\n90 60\n65536\n',
    'P6\n0 60\n255\n',
    'P6\n90\n255',
    'P6 90 60 255',
    'P6\n999999999 60\n255\n',
  ])('of another form are left alone: %j', (header) => {
    expect(split('image', ppm(header, pixels))).toBeUndefined();
  });

  it('of Windows have rows of whole words', () => {
    expect(lengths('image', bmp(61, 50, 24))).toEqual([54, 61 * 3 * 50, 50, 0]);
    expect(lengths('image', bmp(64, 70, 24, 9))).toEqual([54, 64 * 3 * 70, 0, 0]);
    expect(lengths('image', bmp(90, 70, 8, 9, 1078))).toEqual([1078, 90 * 70, 2 * 70, 0]);
  });

  it('of Windows are told by their header', () => {
    const right = bmp(61, 50, 24);
    const changed = (at: number, value: number) =>
      right.map((byte, i) => (i === at ? value : byte));
    expect(split('image', changed(0, 0x43))).toBeUndefined();
    expect(split('image', changed(28, 16))).toBeUndefined();
    expect(split('image', changed(30, 1))).toBeUndefined();
    expect(split('image', changed(18, 0))).toBeUndefined();
    expect(split('image', changed(10, 40))).toBeUndefined();
    expect(split('image', right.subarray(0, 53))).toBeUndefined();
  });

  it('have padding, pixels and header of the kinds that they are', () => {
    const kinds = split('image', bmp(61, 50, 24, 7))?.parts.map(({ kind }) => kind);
    expect(kinds).toEqual(['binary', 'records', 'binary', 'unknown']);
    expect(streamsOf('image', bmp(61, 50, 24, 7))?.[2]).toEqual(new Uint8Array(50).fill(7));
  });
});

describe('columns', () => {
  it('stand one after the other', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `${String(i).padStart(4, '0')},A\n`);
    const [stream] = streamsOf('columns', utf8(lines.join(''))) ?? [];
    expect(
      Buffer.from(stream ?? [])
        .subarray(200, 300)
        .toString(),
    ).toBe(lines.map((line) => line[2]).join(''));
    expect(
      Buffer.from(stream ?? [])
        .subarray(600)
        .toString(),
    ).toBe('\n'.repeat(100));
  });

  it('leave bytes behind the last row where they are', () => {
    const rows = Uint8Array.from({ length: 12 * 100 + 5 }, (_, i) =>
      i % 12 === 0 ? i % 251 : i % 12,
    );
    const [stream] = streamsOf('columns', rows) ?? [];
    expect(stream?.subarray(-5)).toEqual(rows.subarray(-5));
    expect(stream?.subarray(100, 200)).toEqual(new Uint8Array(100).fill(1));
  });

  it('are not made of lines of several lengths', () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `${(i * i * 7919) % 10 ** (1 + (i % 7))}\n`,
    );
    expect(split('columns', utf8(lines.join('')))).toBeUndefined();
  });
});

describe('green', () => {
  it('is subtracted from red and blue', () => {
    const [stream] = streamsOf('subtract-green', Uint8Array.of(9, 5, 4, 0, 1, 255, 7, 8)) ?? [];
    expect(stream).toEqual(Uint8Array.of(4, 5, 255, 255, 1, 254, 7, 8));
  });

  it('is tried on pixels of three bytes', () => {
    const tried = (bytes: Uint8Array) => split('image', bytes)?.parts[1]?.splitters;
    expect(tried(bmp(61, 50, 24))).toEqual(['subtract-green']);
    expect(tried(bmp(90, 70, 8))).toEqual([]);
  });
});

/** Lines of so many letters. */
const lines = (letters: string, width: number, end = '\n') =>
  (letters.match(new RegExp(`.{1,${width}}`, 'gs')) ?? []).map((line) => line + end).join('');

/** Letters that look random. */
const letters = (count: number, of = 'ACGT') =>
  Array.from({ length: count }, (_, i) => of[(i * i + (i >> 3) * 7 + (i >> 6)) % of.length]).join(
    '',
  );

/** Changes of a text: each a place, bytes that go, and bytes that come. */
const changes = fc.array(
  fc.record({
    at: fc.nat(10_000),
    less: fc.nat(90),
    more: fc.array(fc.constantFrom(...utf8('ACGTNacgtnRU>@+!#\r\n 19')), { maxLength: 4 }),
  }),
  { maxLength: 8 },
);

function expectMutants(name: SplitterName, text: string): void {
  let taken = 0;
  fc.assert(
    fc.property(changes, (list) => {
      const bytes = [...utf8(text)];
      for (const { at, less, more } of list) bytes.splice(at % bytes.length, less, ...more);
      if (streamsOf(name, Uint8Array.from(bytes))) taken++;
    }),
    { numRuns: 100 },
  );
  expect(taken).toBeGreaterThan(10);
}

describe('nucleotides', () => {
  const genome = letters(1500);
  const record = `>one of two\n${lines(genome, 60)}`;

  it.each([
    ['bare', genome, [0, 0, 0, 0, 1500]],
    ['bare, with a line end', `${genome}\n`, [0, 0, 0, 0, 1500]],
    ['small', genome.toLowerCase(), [0, 0, 0, 0, 1500]],
    ['RNA', genome.replaceAll('T', 'U'), [0, 0, 0, 0, 1500]],
    ['of one record', record, [12, 3, 0, 0, 1500]],
    ['without the last line end', record.slice(0, -1), [12, 3, 0, 0, 1500]],
    ['of two records', record + record, [24, 5, 0, 0, 3000]],
    ['with empty lines', `${record}\n\n${record}`, [24, 7, 0, 0, 3000]],
    ['of Windows', record.replaceAll('\n', '\r\n'), [12, 3, 0, 0, 1500]],
    ['with N', `>x\n${'N'.repeat(700)}${genome}\n`, [3, 1, 0, 4, 1500]],
    ['cut in a header', `of two genomes, whole\n${lines(genome, 60)}`, [22, 2, 0, 0, 1500]],
    ['cut in a line end', `\n${lines(genome, 60, '\r\n')}`, [1, 2, 0, 0, 1500]],
    [
      'soft-masked',
      lines(genome.slice(0, 700) + genome.slice(700).toLowerCase(), 60),
      [0, 2, 2, 0, 1500],
    ],
  ])('%s', (_, text, expected) => {
    expect(lengths('fasta', utf8(text))).toEqual(expected);
  });

  it('are not found elsewhere', () => {
    const protein = letters(1500, 'ACDEFGHIKLMNPQRSTVWY');
    for (const text of [`>x\n${lines(protein, 60)}`, letters(500), `${record}Text. `.repeat(9)])
      expect(split('fasta', utf8(text))?.parts[4]?.bytes.length ?? 0).toBeLessThan(text.length);
    expect(split('fasta', utf8(`>x\n${lines(protein, 60)}`))).toBeUndefined();
    expect(split('fasta', utf8(letters(500)))).toBeUndefined();
  });

  it('come back with any changes', () => {
    expectMutants('fasta', record + record.toLowerCase());
    expectMutants('fasta', record.replaceAll('\n', '\r\n'));
  });

  it('are not joined from streams of another length', () => {
    const { lengths, join } = SPLITTERS.fasta;
    const streams = [[], [], [], [], [65, 67, 71]].map((list) => Uint8Array.from(list));
    const joined = (parameters: number[], length: number) =>
      runToEnd(join(parameters, streams, length));
    expect(joined([0, 0, 0, 0, 0, 0, 0, 3], 3)).toEqual(utf8('ACG'));
    expect(joined([12, 0, 0, 0, 0, 0, 0, 3], 4)).toEqual(utf8('acg\n'));
    expect(joined([0, 0, 0, 0, 0, 0, 0, 3], 4)).toBeUndefined();
    expect(joined([8, 0, 0, 0, 0, 0, 0, 3], 3)).toBeUndefined();
    expect(lengths([16, 0, 0, 0, 0, 0, 0, 3], 3)).toBeUndefined();
    expect(lengths([0, 0, 0, 0, 0, 0, 0, 4], 3)).toBeUndefined();
    expect(lengths([0, 1, 0, 0, 0, 0, 0, 3], 3)).toBeUndefined();
  });
});

describe('reads', () => {
  const reads = (count: number, repeat: boolean, width = (_: number) => 40) =>
    Array.from({ length: count }, (_, i) => {
      const name = `run7.${i + 9}.${1 + (i % 2)} lane:${3 + (i >> 4)}:${(i * 7919) % 10_000} x`;
      const bases = letters(width(i) + i).slice(i);
      const qualities = letters(width(i) + i, '#,:F8!').slice(i);
      const called = [...bases].map((base, j) => (qualities[j] === '!' ? 'N' : base)).join('');
      return `@${name}\n${called}\n+${repeat ? name : ''}\n${qualities}\n`;
    }).join('');

  it('are identifiers, bases and qualities', () => {
    const text = reads(60, true);
    const [outside, runs, , qualities, ...columns] = lengths('fastq', utf8(text)) ?? [];
    expect([outside, runs, qualities]).toEqual(['run7.9.1 lane:3:0 x'.length, 0, 60 * 41]);
    expect(columns.filter((length) => length > 0)).toHaveLength(4);
    const unequal = reads(60, false, (i) => 30 + (i % 20));
    expect(lengths('fastq', utf8(unequal))?.[1]).toBe(0);
  });

  it('may begin and end in the middle, and have long line ends', () => {
    for (const text of [reads(60, true), reads(60, false).replaceAll('\n', '\r\n')]) {
      const cut = text.slice(37, -50);
      const [outside = 0] = lengths('fastq', utf8(cut)) ?? [];
      expect(outside).toBeGreaterThan(60);
      expect(lengths('fastq', utf8(text.trimEnd()))?.at(-1)).toBe(0);
    }
  });

  it('may have exceptions, and identifiers of other forms', () => {
    const lines = reads(60, false).split('\n');
    lines[41] = `n${(lines[41] as string).slice(1)}`;
    lines[44] = '@';
    lines[48] = '@another';
    lines[52] = '@run7.0018.1 lane:3:1:2:3:4 ???';
    expect(lengths('fastq', utf8(lines.join('\n')))?.[1]).toBeGreaterThan(0);
  });

  it('come back with any changes', () => {
    expectMutants('fastq', reads(60, true));
    expectMutants('fastq', reads(60, false).replaceAll('\n', '\r\n'));
  });

  it('are of the kinds that they are', () => {
    const kinds = split('fastq', utf8(reads(60, true)))?.parts.map(({ kind }) => kind);
    expect(kinds?.slice(0, 4)).toEqual(['structured', 'binary', 'dna', 'qualities']);
    expect(kinds?.at(-1)).toBe('unknown');
  });
});
