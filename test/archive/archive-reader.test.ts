import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAlphabet } from '#dist/archive/alphabet.js';
import { ArchiveReader } from '#dist/archive/archive-reader.js';
import { FORMAT_VERSION, MAGIC, MAX_BLOCK_LENGTH } from '#dist/archive/format.js';
import { FrameWriter } from '#dist/archive/frame-writer.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodeSpec } from '#dist/model/model-spec.js';
import {
  frameParts,
  joined,
  modelledStream,
  readAll,
  sampleFrames,
  storedHeader,
  TEXT,
  utf8,
} from '../support/archives.js';
import { codeOf } from '../support/failure.js';

await loadChecksum();

const archive = () => joined(sampleFrames());

describe('the reader', () => {
  it('gives frames and blocks as they were written', () => {
    const events = readAll([archive()]);
    expect(events.map(({ type }) => type).join(' ')).toBe(
      'frameStart blockStart block blockStart block blockStart block frameEnd ' +
        'frameStart frameEnd frameStart blockStart block frameEnd',
    );
    expect(events[0]).toMatchObject({
      offset: 0,
      header: {
        version: FORMAT_VERSION,
        name: 'füchse.txt',
        mtime: new Date('2026-11-23T12:34:56.789Z'),
      },
    });
    expect(events[2]).toMatchObject({ header: { kind: 'modelled', length: TEXT.length } });
    expect(events[12]).toMatchObject({ header: { kind: 'stored' }, payload: utf8('end\n') });
    const frames = sampleFrames();
    const ends = events.flatMap((event) => (event.type === 'frameEnd' ? [event.end] : []));
    const first = frames[0]?.length ?? 0;
    expect(ends).toEqual([first, first + (frames[1]?.length ?? 0), archive().length]);
  });

  it('does not depend on how the archive is cut', () => {
    const bytes = archive();
    const whole = readAll([bytes]);
    expect(readAll([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
        const ends = [...cuts, bytes.length].sort((a, b) => a - b);
        const pieces = ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end));
        expect(readAll(pieces)).toEqual(whole);
      }),
    );
  });

  it('keeps nothing of the pieces', () => {
    const bytes = archive();
    const reader = new ArchiveReader();
    const events = [...bytes].flatMap((byte) => {
      const piece = Uint8Array.of(byte);
      const some = [...reader.read(piece)];
      piece.fill(0);
      return some;
    });
    reader.finish();
    expect(events).toEqual(readAll([archive()]));
  });

  it('gives the header of a block before its payload is taken in', () => {
    const reader = new ArchiveReader();
    const [head, block, payload, ...rest] = frameParts([{ bytes: TEXT }]);
    const typesOf = (parts: (Uint8Array | undefined)[]) =>
      [...reader.read(joined(parts.map((part) => part ?? TEXT)))].map(({ type }) => type);
    expect(typesOf([head, block])).toEqual(['frameStart', 'blockStart']);
    expect(typesOf([payload])).toEqual([]);
    expect(typesOf(rest)).toEqual(['block', 'frameEnd']);
  });

  it('can verify payloads without giving them', () => {
    const bytes = archive();
    const kept = readAll([bytes]);
    const skipped = readAll([bytes], { payloads: 'verify' });
    const empty = new Uint8Array(0);
    expect(skipped).toEqual(kept.map((e) => (e.type === 'block' ? { ...e, payload: empty } : e)));
    bytes[bytes.length - 13] = 0;
    expect(codeOf(() => readAll([bytes], { payloads: 'verify' }))).toBe('CHECKSUM');
  });

  it('can pass over payloads and checksums', () => {
    const bytes = archive();
    const verified = readAll([bytes], { payloads: 'verify' });
    expect(readAll([bytes], { payloads: 'skip' })).toEqual(verified);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    expect(readAll([bytes], { payloads: 'skip' })).toEqual(verified);
  });

  it('counts the bytes it has understood', () => {
    const reader = new ArchiveReader();
    const bytes = archive();
    expect(reader.offset).toBe(0);
    for (const event of reader.read(bytes))
      if (event.type === 'frameEnd') expect(reader.offset).toBe(event.end);
    expect(reader.offset).toBe(bytes.length);
  });

  it('insists that a piece is read before the next', () => {
    const reader = new ArchiveReader();
    reader.push(archive());
    expect(codeOf(() => reader.push(Uint8Array.of(1)))).toBe('ENGINE');
    expect(codeOf(() => reader.finish())).toBe('ENGINE');
  });

  it('goes on failing once it has failed', () => {
    const reader = new ArchiveReader();
    expect(codeOf(() => [...reader.read(utf8('What?'))])).toBe('NOT_FORESAY');
    expect(codeOf(() => reader.next())).toBe('NOT_FORESAY');
    expect(codeOf(() => reader.finish())).toBe('NOT_FORESAY');
  });
});

describe('a damaged archive', () => {
  it('is TRUNCATED wherever it is cut, except between frames', () => {
    const bytes = archive();
    const ends = new Set<number>();
    for (const event of readAll([bytes])) if (event.type === 'frameEnd') ends.add(event.end);
    expect(ends.size).toBe(3);
    for (let length = 0; length <= bytes.length; length++)
      expect(codeOf(() => readAll([bytes.subarray(0, length)]))).toBe(
        ends.has(length) ? 'nothing' : 'TRUNCATED',
      );
  });

  it('is noticed whichever bit is wrong', () => {
    const bytes = archive();
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(
        codeOf(() => readAll([damaged])),
        `bit ${bit}`,
      ).not.toBe('nothing');
    }
  });

  it('is noticed whatever is wrong', () => {
    const bytes = archive();
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const damaged = bytes.slice();
        for (const [at, change] of changes) damaged[at] = (bytes[at] as number) ^ change;
        expect(codeOf(() => readAll([damaged]))).not.toBe('nothing');
      }),
      { numRuns: 300 },
    );
  });

  it('is an error with a code, whatever follows the magic', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (rest) => {
        const bytes = joined([Uint8Array.of(...MAGIC, FORMAT_VERSION), rest]);
        expect(codeOf(() => readAll([bytes]))).not.toBe('nothing');
      }),
      { numRuns: 500 },
    );
  });

  it('is noticed when blocks are lost, doubled, exchanged or taken from elsewhere', () => {
    const blocks = ['one', 'two', 'six'].map((text) => ({ bytes: utf8(text) }));
    const [head, ...rest] = frameParts(blocks);
    const [a, b, c] = [0, 3, 6].map((at) => joined(rest.slice(at, at + 3)));
    const other = frameParts([{ bytes: utf8('ten') }]).slice(1, 4);
    const frame = (...parts: (Uint8Array | undefined)[]) =>
      codeOf(() => readAll([joined([head, ...parts].map((part) => part ?? TEXT))]));
    expect(frame(a, b, c)).toBe('nothing');
    expect(frame(a, b)).toBe('TRUNCATED');
    expect(frame(a, c)).toBe('CHECKSUM');
    expect(frame(c)).toBe('CHECKSUM');
    expect(frame(a, b, b, c)).toBe('CHECKSUM');
    expect(frame(b, a, c)).toBe('CHECKSUM');
    expect(frame(a, b, c, c)).toBe('TRAILING_GARBAGE');
    expect(frame(a, b, c, joined(frameParts([]).slice(1)))).toBe('TRAILING_GARBAGE');
    expect(frame(a, b, joined(frameParts([]).slice(1)))).toBe('CORRUPT');
    expect(frame(a, b, joined(other))).toBe('CHECKSUM');
  });

  it('is noticed when a header is given to another frame', () => {
    const [, ...rest] = frameParts([{ bytes: TEXT }], { name: 'mine' });
    const [head] = frameParts([], { name: 'yours' });
    expect(codeOf(() => readAll([joined([head ?? TEXT, ...rest])]))).toBe('CHECKSUM');
  });

  it.each([
    ['no archive at all', utf8('hello'), 'NOT_FORESAY'],
    ['nothing', new Uint8Array(0), 'TRUNCATED'],
    ['garbage after a frame', joined([...frameParts([]), utf8('garbage')]), 'TRAILING_GARBAGE'],
    ['zeros after a frame', joined([...frameParts([]), new Uint8Array(1)]), 'TRAILING_GARBAGE'],
    ['half a magic after a frame', joined([...frameParts([]), Uint8Array.of(0xf5)]), 'TRUNCATED'],
  ])('%s', async (_, bytes, code) => {
    expect(codeOf(() => readAll([bytes]))).toBe(code);
  });

  it('may not hold more or less than it says', () => {
    const parts = (said: number) => {
      const writer = new FrameWriter({ size: said });
      return joined([writer.header, ...frameParts([{ bytes: TEXT }]).slice(1)]);
    };
    expect(codeOf(() => readAll([parts(TEXT.length - 1)]))).toBe('CORRUPT');
    expect(codeOf(() => readAll([parts(TEXT.length + 1)]))).toBe('CORRUPT');
  });
});

describe('memory', () => {
  it('is not taken on the word of a header', () => {
    const header = new ByteSink().byte(0).varint(MAX_BLOCK_LENGTH).raw(new Uint8Array(8)).take();
    const before = process.memoryUsage().arrayBuffers;
    const readers = Array.from({ length: 64 }, () => {
      const reader = new ArchiveReader();
      const bytes = joined([new FrameWriter().header, header, new Uint8Array(1000)]);
      expect([...reader.read(bytes)].map(({ type }) => type)).toEqual(['frameStart', 'blockStart']);
      expect(codeOf(() => reader.finish())).toBe('TRUNCATED');
      return reader;
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 23);
    expect(readers).toHaveLength(64);
  });

  it('has a limit, which is kept before the payload is read', () => {
    const bytes = archive();
    const needed = 3 * 2 ** 20;
    expect(codeOf(() => readAll([bytes], { memory: needed }))).toBe('nothing');
    expect(codeOf(() => readAll([bytes], { memory: needed - 1 }))).toBe('MEMORY_LIMIT');
    const stored = frameParts([{ bytes: TEXT }]);
    const head = joined(stored.slice(0, 2));
    expect(codeOf(() => readAll([head], { memory: TEXT.length - 1 }))).toBe('MEMORY_LIMIT');
  });
});

describe('the writer', () => {
  it('refuses a size that turns out wrong', () => {
    const writer = new FrameWriter({ size: 5 });
    writer.block(storedHeader(utf8('four')), utf8('four'));
    expect(codeOf(() => writer.end())).toBe('INVALID_OPTION');
  });

  it('refuses to end after a block that is not the last', () => {
    const writer = new FrameWriter();
    writer.block(storedHeader(utf8('four'), false), utf8('four'));
    expect(codeOf(() => writer.end())).toBe('ENGINE');
  });

  it('refuses a payload of another length', () => {
    expect(codeOf(() => new FrameWriter().block(storedHeader(TEXT), utf8('x')))).toBe('ENGINE');
  });

  it('spends 11 bytes on nothing, and 25 on a short text beyond its alphabet and model', () => {
    expect(joined(frameParts([]))).toHaveLength(11);
    const coded = TEXT.slice(0, 400);
    const { alphabet, spec } = modelledStream(TEXT, coded.length);
    const archive = joined(frameParts([{ bytes: TEXT, coded }]));
    const described = encodeAlphabet(alphabet).length + encodeSpec(spec).length;
    expect(archive.length - coded.length - described).toBe(25);
  });
});
