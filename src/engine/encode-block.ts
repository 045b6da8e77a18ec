/** A block on its way into the archive: looked at, sorted into streams, each transformed and coded. */
import { alphabetValues, EVERY_VALUE, encodeAlphabet } from '../archive/alphabet.js';
import { type BlockHeader, encodeBlockHeader } from '../archive/block-header.js';
import { Checksum } from '../archive/checksum.js';
import { MAX_SEGMENTS } from '../archive/format.js';
import type { Applied, Stream } from '../archive/stream-header.js';
import { release } from '../bytes/release.js';
import { type Section, sections } from '../look/sections.js';
import { type Choice, chosenFor } from '../spec/choice.js';
import type { Kind } from '../spec/kinds.js';
import { type ModelSpec, mixes } from '../spec/model-spec.js';
import { equal, transformFor } from '../transform/choose.js';
import { TRANSFORMS } from '../transform/registry.js';
import { type BlockCoder, type Reached, START, type Steps } from './block-coder.js';
import type { Dictionary } from './dictionary.js';
import { encodePlan } from './measure.js';
import { alphabetIn, concatenated, hashed, patiently, within } from './walk.js';

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

/** A stream and its part of the payload. */
interface Part {
  readonly stream: Stream;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is not coded is of this kind in the end. */
const STORED: Kind = 'incompressible';

/** Bytes of a stream, and of an alphabet, that matter to each other; see toldOf. */
const SHORT = 1 << 16;
const FEW = 6;

// [path 3]
export function* encodeBlock(coder: BlockCoder, encoding: Encoding): Steps<Encoded> {
  const { bytes: block, last, dataKind, dictionary } = encoding;
  const length = block.length;
  const contentChecksum = (yield* hashed(new Checksum(), block, START)).digest();
  const found = dataKind
    ? [{ kind: dataKind, length }]
    : yield* patiently(sections(block, MAX_SEGMENTS), START);
  const modelled = new Map<Kind, Part>();
  let reached = START;
  for (const kind of kindsOf(found)) {
    if (kind === STORED) continue;
    const bytes = yield* gathered(block, found, kind, reached);
    const part = yield* encodeStream(coder, encoding, kind, bytes, reached);
    if (part) modelled.set(kind, part);
    reached = {
      coded: reached.coded + bytes.length,
      produced: reached.produced + (part?.bytes ?? bytes).length,
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
    parts.push(modelled.get(kind) ?? storedPart(yield* gathered(block, sorted, kind, reached)));
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
  const payload = yield* concatenated(
    parts.map(({ bytes }) => bytes),
    { coded: length, produced: Math.min(coded, reached.produced) },
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
  reached: Reached,
): Steps<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const section of found) {
    if (section.kind === kind) pieces.push(block.subarray(at, at + section.length));
    at += section.length;
  }
  return yield* concatenated(pieces, reached);
}

/** The stream, coded; undefined when that saves nothing. */
function* encodeStream(
  coder: BlockCoder,
  { models, dictionary, memory }: Encoding,
  kind: Kind,
  bytes: Uint8Array<ArrayBuffer>,
  begun: Reached,
): Steps<Part | undefined> {
  const length = bytes.length;
  const spec = chosenFor(models[kind], length);
  // A dictionary is learned as it is, and so must be what it is to help with. Priors have line feeds alone, as
  // `line-ends` leaves them.
  const { transforms, bytes: changed } =
    dictionary.bytes.length > 0
      ? { transforms: [], bytes }
      : yield* transformed(kind, bytes, begun);
  const alphabet = toldOf(yield* alphabetIn(changed, begun), spec, changed.length);
  const one = alphabetValues(alphabet).length === 1;
  const coded = one
    ? new Uint8Array(0)
    : yield* within(
        coder.code(encodePlan(spec, changed.length, alphabet, dictionary), changed, memory),
        ({ coded, produced }) => ({
          coded: begun.coded + Math.floor((coded / changed.length) * length),
          produced: begun.produced + Math.min(produced, length),
        }),
      );
  releaseUnless(changed, bytes);
  if (!coded) return undefined;
  const codedLength = coded.length;
  const stream = { kind: 'modelled', length, transforms, codedLength, spec, alphabet } as const;
  return { stream, bytes: coded };
}

/**
 * What is said of the values that occur. Experts learn soon which do; so for a short stream it is cheaper to say
 * nothing, unless they are few.
 */
function toldOf(alphabet: Uint8Array, spec: ModelSpec, length: number): Uint8Array {
  const short = mixes(spec) && length < SHORT;
  return short && encodeAlphabet(alphabet).length > FEW ? EVERY_VALUE : alphabet;
}

/** Releases `bytes` unless their buffer is that of others. */
function releaseUnless(bytes: Uint8Array, ...others: Uint8Array[]): void {
  if (others.every(({ buffer }) => buffer !== bytes.buffer)) release(bytes);
}

/** The bytes after the transform that is worth it, if one is. It is undone again before it is believed. */
function* transformed(
  kind: Kind,
  bytes: Uint8Array<ArrayBuffer>,
  reached: Reached,
): Steps<{ transforms: Applied[]; bytes: Uint8Array<ArrayBuffer> }> {
  const untouched = { transforms: [], bytes };
  const name = transformFor(kind, bytes);
  if (!name) return untouched;
  const transform = TRANSFORMS[name];
  const changed = yield* patiently(transform.forward(bytes), reached);
  const { length } = changed;
  if (bytes.length > 2 * length) {
    release(changed);
    return untouched;
  }
  const back = yield* patiently(transform.inverse(changed, bytes.length), reached);
  const right = back && (yield* patiently(equal(back, bytes), reached));
  if (back) release(back);
  if (!right) {
    release(changed);
    return untouched;
  }
  return { transforms: [{ name, length }], bytes: changed };
}

/** Adds the check, which takes a while for a long payload. */
function* checked(
  header: BlockHeader,
  kinds: readonly Kind[],
  bytes: Uint8Array<ArrayBuffer>,
): Steps<Encoded> {
  const reached = { coded: header.length, produced: bytes.length };
  const sum = yield* hashed(new Checksum().update(encodeBlockHeader(header)), bytes, reached);
  return { header, kinds, bytes, check: sum.check() };
}
