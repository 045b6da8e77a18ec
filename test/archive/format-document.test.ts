/** FORMAT.md agrees with the code. When its generated parts are old: npx tsx tools/format-document.ts */
import { describe, expect, it } from 'vitest';
import { checksum, checksumBytes } from '#dist/archive/checksum.js';
import * as format from '#dist/archive/format.js';
import { VARINT_MAX } from '#dist/bytes/byte-sink.js';
import { MAX_DICTIONARY_LENGTH } from '#dist/codec/dictionary.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { ERROR_CODES } from '#dist/errors.js';
import { encodeSpec, formatSpec, parseSpec } from '#dist/model/model-spec.js';
import { PRESETS } from '#dist/model/presets.js';
import { MAX_FIELDS } from '#dist/model/spec-bytes.js';
import { inspect } from '#dist/node/index.js';
import { MAX_SEGMENTS } from '#dist/split/segments.js';
import { renderFormat } from '../../tools/format-document.js';
import { decodeBlock } from '../codec/support/blocks.js';
import { readGolden, readTable } from '../golden/table.js';
import { readAll } from '../support/archives.js';
import { Random } from '../support/random.js';
import { randomSpec } from '../support/random-spec.js';
import { readByDocument } from './support/document-reader.js';
import { DocumentSource } from './support/document-source.js';
import { FORMAT_TEXT, readSpec as readSpecByDocument, tableOf } from './support/format-tables.js';

await loadChecksum();

const goldens = readTable().valid.map(({ name }) => name);
const archiveOf = (name: string) => new Uint8Array(readGolden(`valid/${name}.fsy`));

/** The bytes that the document prints, joined. */
function printedExample(): Uint8Array {
  const part = /<!-- example -->([\s\S]*)<!-- \/example -->/.exec(FORMAT_TEXT)?.[1] ?? '';
  const hex = [...part.matchAll(/^\| \d+ \| `([0-9a-f ]+)` \|/gm)].map((row) => row[1]);
  return new Uint8Array(Buffer.from(hex.join('').replaceAll(' ', ''), 'hex'));
}

/** `2^28 bytes`, `1024 bytes`, `2^53 - 1`. */
function numberIn(limit: string): number {
  const [, base, exponent = '1', minus = '0'] = /^(\d+)(?:\^(\d+))?(?: - (\d+))?/.exec(limit) ?? [];
  return Number(base) ** Number(exponent) - Number(minus);
}

describe('FORMAT.md', () => {
  it('has the tables that follow from the code', async () => {
    expect(FORMAT_TEXT).toBe(await renderFormat(FORMAT_TEXT));
  });

  it('names the version', () => {
    expect(/^Version (\d+)\./m.exec(FORMAT_TEXT)?.[1]).toBe(String(format.FORMAT_VERSION));
  });

  it('has the limits of the code', () => {
    const limits: Readonly<Record<string, number>> = {
      varint: VARINT_MAX,
      name: format.MAX_NAME_BYTES,
      dictionary: MAX_DICTIONARY_LENGTH,
      'network file': format.MAX_NETWORK_LENGTH,
      'length of a block': format.MAX_BLOCK_LENGTH,
      'streams of a block': format.MAX_STREAMS,
      'splits on the way to a stream': format.MAX_DEPTH,
      'parameters of all splits of a block': format.MAX_PARAMETERS,
      'segments of a split': MAX_SEGMENTS,
      'memory of a block': format.MAX_MEMORY_UNITS * format.MEMORY_UNIT,
      'fields of a spec': MAX_FIELDS,
      alphabet: 1 + 32,
    };
    const stated = tableOf('Limits').filter(([, limit = '']) => /^\d/.test(limit));
    const numbers = stated.map(([what = '', limit = '']) => [what, numberIn(limit)]);
    expect(Object.fromEntries(numbers)).toEqual(limits);
  });

  it('names the code of every archive that is refused', () => {
    const codes = tableOf('Errors').map(([code]) => code);
    expect(Object.keys(ERROR_CODES)).toEqual(expect.arrayContaining(codes));
    expect(codes).toEqual(expect.arrayContaining(readTable().invalid.map(({ code }) => code)));
  });

  it('prints an archive that the reader reads', () => {
    const [start, , modelled, , stored, end, ...rest] = readAll([printedExample()]);
    expect(rest).toEqual([]);
    expect(start).toMatchObject({
      header: { size: 1004, name: 'a.txt', mtime: new Date('2026-11-23T12:00:00Z') },
    });
    expect(modelled).toMatchObject({
      header: { kind: 'modelled', length: 1000, tree: { kind: 'constant', value: 0x61 } },
    });
    expect(stored).toMatchObject({ payload: new TextEncoder().encode('bye\n') });
    expect(end).toMatchObject({ length: 1004 });
  });
});

/** The document's tables are used to read, so that a wrong number in one of them fails here. */
describe('by its tables', () => {
  it.each(goldens)('%s is read', async (name) => {
    const archive = archiveOf(name);
    const frames = readByDocument(archive);
    const info = await inspect(archive);
    expect(frames).toHaveLength(info.frames.length);
    for (const [i, { fields, blocks }] of frames.entries()) {
      const frame = info.frames[i];
      if (fields.has('size')) expect(fields.get('size')).toBe(frame?.originalBytes);
      expect(blocks).toHaveLength(frame?.blocks.length ?? -1);
      for (const [j, block] of blocks.entries()) {
        const expected = frame?.blocks[j];
        expect(block.fields.get('length')).toBe(expected?.originalBytes);
        expect(block.streams.map(({ model }) => model && formatSpec(model.spec))).toEqual(
          expected?.streams.map(({ model }) => (model === 'constant' ? undefined : model)),
        );
      }
    }
  });

  /** A network alone, mixes, a network in a mix, a stored block; none with a split. */
  it.each(['bases', 'level-2-binary', 'level-7-binary', 'every-records', 'mix-bases', 'noise'])(
    '%s is decoded',
    (name) => {
      for (const { blocks } of readByDocument(archiveOf(name)))
        for (const { fields, streams } of blocks) {
          const decoded = streams.map(({ length, splitters, model, payload }) => {
            expect(splitters).toEqual([]);
            return model
              ? decodeBlock(model.spec, payload, { length, values: model.values })
              : payload;
          });
          expect(streams).toHaveLength(1);
          const sum = checksum(decoded[0] as Uint8Array);
          expect(checksumBytes(sum)).toEqual(fields.get('content checksum'));
        }
    },
  );

  it('every preset is read', () => {
    for (const text of PRESETS) {
      const bytes = encodeSpec(parseSpec(text));
      expect(formatSpec(readSpecByDocument(new DocumentSource(bytes)))).toBe(text);
    }
  });

  it('random specs are read', () => {
    const random = new Random(6);
    for (let i = 0; i < 500; i++) {
      const spec = randomSpec(random);
      const source = new DocumentSource(encodeSpec(spec));
      expect(readSpecByDocument(source)).toEqual(spec);
      expect(source.at).toBe(source.bytes.length);
    }
  });
});
