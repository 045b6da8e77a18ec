/** Archives that every version must refuse, each with its code. Checksums are right unless they are the point. */
import { Checksum, checksumBytes } from '#dist/archive/checksum.js';
import { FORMAT_VERSION, NUMERIC_VERSION } from '#dist/archive/format.js';
import { encodeSpec, parseSpec } from '#dist/spec/model-spec.js';
import type { ErrorCode } from '../../src/errors.js';
import { assemble, type RawFrame, type RawModelled, takeApart } from '../../test/support/forge.js';
import { Random } from '../../test/support/random.js';

export interface InvalidArchive {
  readonly name: string;
  readonly about: string;
  readonly code: ErrorCode;
  readonly bytes: Uint8Array;
}

/** Valid archives that the invalid ones are made from, by their golden names. */
export type Valid = (name: string) => Uint8Array;

function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const LARGEST = encodeSpec(parseSpec('lstm(2048x8,orders=8,bits=24)'));

/** `bytes` with the byte at `at` (from the end when negative) changed. */
function flip(bytes: Uint8Array, at: number, mask = 1): Uint8Array {
  const index = at < 0 ? bytes.length + at : at;
  return bytes.map((byte, i) => (i === index ? byte ^ mask : byte));
}

async function modelled(archive: Uint8Array): Promise<{ frame: RawFrame; block: RawModelled }> {
  const [frame] = await takeApart(archive);
  const block = frame?.blocks[0];
  if (frame === undefined || block?.kind !== 'modelled')
    throw new Error('the archive to start from has no modelled block');
  return { frame, block };
}

/** The block with other coded bytes, as many as there may be, so that the decoder does not run out of them. */
function other(block: RawModelled): RawModelled {
  const payload = new Random(5).bytes(Number(block.length) - 1);
  return { ...block, codedLength: payload.length, payload };
}

/** Cut short, or not an archive. */
function cuts(valid: Valid): InvalidArchive[] {
  const text = valid('text');
  const cut = (name: string, about: string, length: number): InvalidArchive => ({
    name: `cut-${name}`,
    about: `ends ${about}`,
    code: 'TRUNCATED',
    bytes: text.subarray(0, length),
  });
  return [
    cut('nothing', 'before it begins', 0),
    cut('magic', 'inside the magic', 3),
    cut('frame-header', 'inside the frame header', 6),
    cut('block-header', 'inside a block header', 20),
    cut('payload', 'inside coded bytes', Math.floor(text.length / 2)),
    cut('end-mark', 'one byte early', text.length - 1),
    {
      name: 'cut-second-frame',
      about: 'ends inside the header of a second frame',
      code: 'TRUNCATED',
      bytes: concatenate(text, text.subarray(0, 5)),
    },
    {
      name: 'not-foresay',
      about: 'a gzip file',
      code: 'NOT_FORESAY',
      bytes: Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    },
    {
      name: 'trailing-garbage',
      about: 'a whole archive, then something else',
      code: 'TRAILING_GARBAGE',
      bytes: concatenate(text, new TextEncoder().encode('and more')),
    },
  ];
}

/** Damaged in one place, checksums left as they were. */
async function damage(valid: Valid): Promise<InvalidArchive[]> {
  const text = valid('text');
  const blocks = valid('blocks');
  const [frame] = await takeApart(blocks);
  const [first, second, ...rest] = frame?.blocks ?? [];
  if (!frame || !first || !second) throw new Error('the archive of blocks has too few');
  const swapped = assemble({ ...frame, blocks: [second, first, ...rest] });
  return [
    ['payload', 'a bit of the coded bytes differs', flip(text, Math.floor(text.length / 2))],
    // The end mark has seven bytes: its tag, two of length, its check.
    ['block-check', "the checksum of a block's bytes differs", flip(text, -7 - 1)],
    ['frame-check', 'the checksum that ends the frame differs', flip(text, -1)],
    [
      'swapped-blocks',
      'two blocks have changed places: each is whole, the frame is not',
      concatenate(swapped.subarray(0, -4), blocks.subarray(-4)),
    ],
  ].map(([name, about, bytes]) => ({ name, about, code: 'CHECKSUM', bytes }) as InvalidArchive);
}

/** Breaks a rule of the format, every checksum right: what a hostile writer sends. */
async function lies(valid: Valid): Promise<InvalidArchive[]> {
  const { frame, block } = await modelled(valid('text'));
  const bases = await modelled(valid('bases'));
  const equal = await modelled(valid('equal'));
  const length = Number(block.length);
  const header = (...bytes: number[]) => Uint8Array.of(...frame.header.subarray(0, 4), ...bytes);
  const block1 = (change: Partial<RawModelled>) =>
    assemble({ ...frame, blocks: [{ ...block, ...change }] });
  const withHeader = (...bytes: number[]) => assemble({ ...frame, header: header(...bytes) });
  const withHead = (...head: number[]) => {
    const content = new Uint8Array(8);
    const block = { kind: 'other', head: Uint8Array.of(...head, ...content), content } as const;
    return assemble({ ...frame, blocks: [{ ...block, payload: new Uint8Array(0) }] });
  };
  const wrongContent = checksumBytes(new Checksum().update(Uint8Array.of(1)).digest());
  const list: [name: string, about: string, code: ErrorCode, bytes: Uint8Array][] = [
    ['version', 'format version 2', 'UNSUPPORTED_VERSION', withHeader(2, 0)],
    ['flags', 'a flag that no version has', 'UNSUPPORTED_VERSION', withHeader(1, 16)],
    ['block-kind', 'a block of kind 2', 'UNSUPPORTED_VERSION', withHead(2, 1)],
    [
      'numeric-version',
      'arithmetic that is not known yet',
      'UNSUPPORTED_VERSION',
      block1({ numericVersion: NUMERIC_VERSION + 1 }),
    ],
    ['name-path', 'a name with a slash', 'CORRUPT', withHeader(1, 4, 3, 0x2e, 0x2f, 0x61)],
    ['name-utf8', 'a name that is not UTF-8', 'CORRUPT', withHeader(1, 4, 1, 0xff)],
    ['name-empty', 'a name of no bytes', 'CORRUPT', withHeader(1, 4, 0)],
    ['size-less', 'a size below what the blocks hold', 'CORRUPT', withHeader(1, 1, 9)],
    ['size-more', 'a size above what the blocks hold', 'CORRUPT', withHeader(1, 1, 0xff, 0x7f)],
    ['total', 'an end mark with another length', 'CORRUPT', assemble({ ...frame, total: 1 })],
    ['varint-long', 'a length with a needless zero byte', 'CORRUPT', withHead(0, 0x81, 0)],
    ['varint-endless', 'a length that never ends', 'CORRUPT', withHead(0, ...Array(12).fill(0xff))],
    [
      'dictionary',
      'a dictionary that nobody has',
      'DICTIONARY_REQUIRED',
      withHeader(FORMAT_VERSION, 8, 1, 2, 3, 4, 5, 6, 7, 8),
    ],
    ['length-0', 'a block of no bytes', 'CORRUPT', block1({ length: 0 })],
    ['length-huge', 'a block of 2^52 bytes', 'CORRUPT', block1({ length: 2 ** 52 })],
    ['coded-long', 'more coded bytes than bytes', 'CORRUPT', block1({ codedLength: length })],
    ['memory-0', 'no memory, not even for the block', 'CORRUPT', block1({ memory: 0 })],
    [
      'memory-hidden',
      'a model that takes terabytes, said to take 300 MiB',
      'UNSUPPORTED_SPEC',
      assemble({
        ...frame,
        header: header(1, 0),
        blocks: [{ ...block, length: 2 ** 28, spec: LARGEST, memory: 300 }],
      }),
    ],
    ['memory-huge', 'a tebibyte of memory', 'MEMORY_LIMIT', block1({ memory: 2 ** 20 })],
    ['memory-absurd', 'more memory than can be meant', 'CORRUPT', block1({ memory: 2 ** 40 })],
    [
      'spec-field',
      'a model field that is not known',
      'UNSUPPORTED_SPEC',
      block1({ spec: Uint8Array.of(1, 63, 1) }),
    ],
    [
      'spec-value',
      'a kind of cell that is not known',
      'UNSUPPORTED_SPEC',
      block1({ spec: Uint8Array.of(1, 1, 99) }),
    ],
    [
      'spec-count',
      'more model fields than there can be',
      'UNSUPPORTED_SPEC',
      block1({ spec: Uint8Array.of(0xff, 0x7f) }),
    ],
    [
      'spec-order',
      'model fields out of order',
      'CORRUPT',
      block1({ spec: Uint8Array.of(2, 3, 2, 2, 16) }),
    ],
    [
      'spec-default',
      'a model field that has its default',
      'CORRUPT',
      block1({ spec: Uint8Array.of(1, 3, 1) }),
    ],
    [
      'alphabet-empty',
      'an alphabet of no value',
      'CORRUPT',
      block1({ alphabet: Uint8Array.of(0b00000000, 0b10000000) }),
    ],
    [
      'alphabet-form',
      'a short alphabet in the long form',
      'CORRUPT',
      block1({ alphabet: Uint8Array.of(0x80, ...Array(12).fill(0), 1, ...Array(19).fill(0)) }),
    ],
    [
      'alphabet-large',
      'more values than bytes',
      'CORRUPT',
      block1({ length: 3, codedLength: 2, payload: Uint8Array.of(1, 2) }),
    ],
    [
      'equal-coded',
      'coded bytes for a block of one value',
      'CORRUPT',
      assemble({
        ...equal.frame,
        blocks: [{ ...equal.block, codedLength: 1, payload: Uint8Array.of(0) }],
      }),
    ],
    [
      'content',
      'other bytes than the checksum says',
      'CHECKSUM',
      block1({ content: wrongContent }),
    ],
    [
      'payload-other',
      'coded bytes that decode to something else',
      'CHECKSUM',
      assemble({ ...frame, blocks: [other(block)] }),
    ],
    [
      'payload-short',
      'coded bytes that end before the block does',
      'CORRUPT',
      block1({ codedLength: 40, payload: block.payload.subarray(0, 40) }),
    ],
    [
      'alphabet-other',
      'the alphabet of other data',
      'CHECKSUM',
      assemble({ ...bases.frame, blocks: [{ ...other(bases.block), alphabet: block.alphabet }] }),
    ],
  ];
  return list.map(([name, about, code, bytes]) => ({ name: `lie-${name}`, about, code, bytes }));
}

export async function invalidArchives(valid: Valid): Promise<InvalidArchive[]> {
  return [...cuts(valid), ...(await damage(valid)), ...(await lies(valid))];
}
