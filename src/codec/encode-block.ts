/** A block on its way into the archive: looked at, sorted into streams, each transformed and coded. */
import { type BlockHeader, encodeBlockHeader } from '../archive/block-header.js';
import { Checksum } from '../archive/checksum.js';
import { MAX_SEGMENTS } from '../archive/format.js';
import { releaseUnless } from '../bytes/release.js';
import { type Section, sections } from '../detect/sections.js';
import type { Kind } from '../kinds/kinds.js';
import type { Choice } from '../model/model-for-length.js';
import { type BlockCoder, type BlockProgress, START, type Steps } from './block-coder.js';
import type { Dictionary } from './dictionary.js';
import { encodeStream, type Part } from './encode-stream.js';
import { concatenate, updateChecksum, withProgress } from './steps.js';

export interface Encoding {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether the block ends its frame. */
  readonly last: boolean;
  /** The model for each kind of data. */
  readonly models: Readonly<Record<Kind, Choice>>;
  /** What the whole block is; undefined: that is looked for. */
  readonly dataKind: Kind | undefined;
  readonly dictionary: Dictionary;
  /** Most memory that it may take, bytes. */
  readonly memory: number;
}

export interface Encoded {
  readonly header: BlockHeader;
  /** What the streams of the header were taken for. */
  readonly kinds: readonly Kind[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The block's check, for FrameWriter.block(). */
  readonly check: Uint8Array;
}

/** What is not coded is of this kind in the end. */
const STORED: Kind = 'incompressible';

// [path 3]
export function* encodeBlock(coder: BlockCoder, encoding: Encoding): Steps<Encoded> {
  const { bytes: block, last, dataKind, dictionary } = encoding;
  const length = block.length;
  const contentChecksum = (yield* updateChecksum(new Checksum(), block, START)).digest();
  const found = dataKind
    ? [{ kind: dataKind, length }]
    : yield* withProgress(sections(block, MAX_SEGMENTS), START);
  const modelled = new Map<Kind, Part>();
  let progress = START;
  for (const kind of kindsOf(found)) {
    if (kind === STORED) continue;
    const bytes = yield* gathered(block, found, kind, progress);
    const part = yield* encodeStream(coder, encoding, kind, bytes, progress);
    if (part) modelled.set(kind, part);
    progress = {
      coded: progress.coded + bytes.length,
      produced: progress.produced + (part?.bytes ?? bytes).length,
    };
    releaseUnless(bytes, block);
  }
  const stored = { kind: 'stored', last, length, contentChecksum } as const;
  if (modelled.size === 0) return yield* checked(stored, [STORED], block);
  const sorted = joined(
    found.map((section) => (modelled.has(section.kind) ? section : { ...section, kind: STORED })),
  );
  const kinds = kindsOf(sorted);
  const parts: Part[] = [];
  for (const kind of kinds)
    parts.push(modelled.get(kind) ?? storedPart(yield* gathered(block, sorted, kind, progress)));
  const streams = parts.map(({ stream }) => stream);
  const coded = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const header: BlockHeader = {
    kind: 'modelled',
    last,
    length,
    contentChecksum,
    segments: sorted.map(({ kind, length }) => ({ stream: kinds.indexOf(kind), length })),
    streams,
    memory: coder.blockMemory({ length, streams }, dictionary),
  };
  // What counts is the whole of it: short blocks gain less than the model's description costs.
  const described = encodeBlockHeader(header).length - encodeBlockHeader(stored).length;
  if (described >= length - coded) return yield* checked(stored, [STORED], block);
  const payload = yield* concatenate(
    parts.map(({ bytes }) => bytes),
    { coded: length, produced: Math.min(coded, progress.produced) },
  );
  for (const { bytes } of parts) releaseUnless(bytes, block, payload);
  releaseUnless(block, payload);
  return yield* checked(header, kinds, payload);
}

/** The kinds in the order in which they begin. */
function kindsOf(found: readonly Section[]): Kind[] {
  return [...new Set(found.map(({ kind }) => kind))];
}

/** Neighbours of a kind as one. */
function joined(found: readonly Section[]): Section[] {
  const result: Section[] = [];
  for (const { kind, length } of found) {
    const last = result.at(-1);
    if (last?.kind === kind) result[result.length - 1] = { kind, length: last.length + length };
    else result.push({ kind, length });
  }
  return result;
}

function storedPart(bytes: Uint8Array<ArrayBuffer>): Part {
  return { stream: { kind: 'stored', length: bytes.length }, bytes };
}

/** The bytes of all sections of a kind; the block itself when that is all of it. */
function* gathered(
  block: Uint8Array<ArrayBuffer>,
  found: readonly Section[],
  kind: Kind,
  progress: BlockProgress,
): Steps<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const section of found) {
    if (section.kind === kind) pieces.push(block.subarray(at, at + section.length));
    at += section.length;
  }
  return yield* concatenate(pieces, progress);
}

/** Adds the check, which takes a while for a long payload. */
function* checked(
  header: BlockHeader,
  kinds: readonly Kind[],
  bytes: Uint8Array<ArrayBuffer>,
): Steps<Encoded> {
  const progress = { coded: header.length, produced: bytes.length };
  const sum = yield* updateChecksum(
    new Checksum().update(encodeBlockHeader(header)),
    bytes,
    progress,
  );
  return { header, kinds, bytes, check: sum.check() };
}
