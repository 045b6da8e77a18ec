/** Bytes on their way into the archive: taken apart by splitters, sorted by kinds, each stream coded. */
import { MAX_DEPTH } from '../archive/format.js';
import type { Split, Tree } from '../archive/tree.js';
import { releaseUnless } from '../bytes/release.js';
import { type Section, sections } from '../detect/sections.js';
import { CONTAINER_SPLITTERS, FALLBACK, KINDS, type Kind, STORED } from '../kinds/kinds.js';
import { chosenFor } from '../model/model-for-length.js';
import { SPLITTERS, type SplitterName } from '../split/registry.js';
import { MAX_SEGMENTS, segmentParameters } from '../split/segments.js';
import type { Part } from '../split/splitter.js';
import { type BlockCoder, type BlockProgress, START, type Steps } from './block-coder.js';
import { type ByteTrace, joinTraces, storedTrace, type Tracing } from './byte-trace.js';
import { encodeStream, type StreamEncoding } from './encode-stream.js';
import { pays, splitBy } from './split-bytes.js';
import { concatenate, mapProgress, withProgress } from './steps.js';

/** A tree, and of its streams in their order: */
export interface CodedTree {
  readonly tree: Tree;
  /** what they were taken for, */
  readonly kinds: readonly Kind[];
  /** and their bytes of the payload. */
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
  /** What its bytes cost, where that is wanted. */
  readonly trace: ByteTrace | undefined;
}

/** A part of a split that is to be coded. */
interface Uncoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly kind: Kind | 'unknown';
  /** The splitters that are tried on it; those of its kind when absent. */
  readonly splitters?: readonly SplitterName[];
}

/**
 * Codes `bytes`; undefined when storing them is as short. The kind `unknown` is detected. `depth`: the number of splits
 * that gave these bytes. `splitters`: those that are tried on them. The progress is that of these bytes alone.
 */
export function* encodeTree(
  coder: BlockCoder,
  encoding: StreamEncoding,
  kind: Kind | 'unknown',
  bytes: Uint8Array<ArrayBuffer>,
  depth = 0,
  splitters = kind === 'unknown' ? CONTAINER_SPLITTERS : KINDS[kind].splitters,
): Steps<CodedTree | undefined> {
  // The bytes of a dictionary are not split, nor were those that a network has learned. So the data that resemble them are
  // not split either. Unknown bytes may have to be sorted by kinds, which is one split more.
  const deepest = kind === 'unknown' ? MAX_DEPTH - 1 : MAX_DEPTH;
  const isLearned = encoding.dictionary.bytes.length > 0 || encoding.network !== undefined;
  if (depth < deepest && !isLearned)
    for (const [i, name] of splitters.entries()) {
      if (SPLITTERS[name].trial && kind !== 'unknown') {
        const spec = chosenFor(encoding.models[kind], bytes.length);
        if (!(yield* pays(coder, name, bytes, spec, encoding.memory))) continue;
      }
      const split = yield* splitBy(name, bytes);
      if (!split) continue;
      const parts = split.parts.map((part): Uncoded => {
        const own = part.kind === 'same' ? kind : part.kind;
        const tried = part.kind === 'same' ? splitters.slice(i + 1) : splittersOf(part, bytes);
        return { bytes: part.bytes, kind: own, splitters: part.splitters ?? tried };
      });
      return yield* encodeParts(coder, encoding, name, split.parameters, parts, bytes, depth);
    }
  if (kind === 'unknown' && depth < MAX_DEPTH)
    return yield* encodeSections(coder, encoding, bytes, depth);
  if (kind === 'unknown') return yield* encodeTree(coder, encoding, FALLBACK, bytes, depth, []);
  if (kind === STORED) return undefined;
  const coded = yield* encodeStream(coder, encoding, kind, bytes);
  return coded && { tree: coded.stream, kinds: [kind], pieces: [coded.bytes], trace: coded.trace };
}

/**
 * The splitters to try on a part of another kind than the whole. Containers are looked for in a part of at most half the
 * whole: all parts on the way to it are held, and encodeMemory() counts one block for them.
 */
function splittersOf({ kind, bytes }: Part, whole: Uint8Array): readonly SplitterName[] {
  return kind === 'unknown' && 2 * bytes.length <= whole.length ? CONTAINER_SPLITTERS : [];
}

/** Codes each part of a split; one for which that saves nothing is stored. */
function* encodeParts(
  coder: BlockCoder,
  encoding: StreamEncoding,
  splitter: Split['splitter'],
  parameters: readonly number[],
  parts: readonly Uncoded[],
  whole: Uint8Array,
  depth: number,
): Steps<CodedTree | undefined> {
  const coded: CodedTree[] = [];
  let progress = START;
  for (const uncoded of parts) {
    const { bytes } = uncoded;
    if (bytes.length === 0) continue;
    const { part, after } = yield* encodePart(coder, encoding, uncoded, depth, progress);
    coded.push(part ?? storedPart(bytes, encoding.tracing));
    progress = after;
    if (part) releaseUnless(bytes, whole, ...part.pieces);
  }
  return yield* joined(splitter, parameters, whole, coded, progress);
}

/** Codes the part of a split that comes after `before`. */
function* encodePart(
  coder: BlockCoder,
  encoding: StreamEncoding,
  { kind, bytes, splitters }: Uncoded,
  depth: number,
  before: BlockProgress,
): Steps<{ readonly part: CodedTree | undefined; readonly after: BlockProgress }> {
  const add = (coded: number, produced: number) => ({
    coded: before.coded + coded,
    produced: before.produced + Math.min(produced, bytes.length),
  });
  const steps = encodeTree(coder, encoding, kind, bytes, depth + 1, splitters);
  const part = yield* mapProgress(steps, ({ coded, produced }) => add(coded, produced));
  return { part, after: add(bytes.length, part ? lengthOf(part.pieces) : bytes.length) };
}

/** Sorts the bytes into one stream for each kind; one stream alone when all are of one kind. */
function* encodeSections(
  coder: BlockCoder,
  encoding: StreamEncoding,
  bytes: Uint8Array<ArrayBuffer>,
  depth: number,
): Steps<CodedTree | undefined> {
  const found = yield* withProgress(sections(bytes, MAX_SEGMENTS), START);
  const [only, ...others] = found;
  if (only && others.length === 0)
    return yield* encodeTree(coder, encoding, only.kind, bytes, depth);
  const coded = new Map<Kind, CodedTree>();
  let progress = START;
  for (const kind of kindsOf(found)) {
    const stream = yield* gathered(bytes, found, kind, progress);
    const uncoded = { kind, bytes: stream };
    const { part, after } = yield* encodePart(coder, encoding, uncoded, depth, progress);
    if (part) coded.set(kind, part);
    progress = after;
    releaseUnless(stream, bytes, ...(part?.pieces ?? []));
  }
  // All kinds that are not coded are one stream.
  const sorted = merged(
    found.map((section) => (coded.has(section.kind) ? section : { ...section, kind: STORED })),
  );
  if (sorted.length === 1) return undefined;
  const kinds = kindsOf(sorted);
  const parts: CodedTree[] = [];
  for (const kind of kinds)
    parts.push(
      coded.get(kind) ??
        storedPart(yield* gathered(bytes, sorted, kind, progress), encoding.tracing),
    );
  const table = sorted.map(({ kind, length }) => ({ stream: kinds.indexOf(kind), length }));
  return yield* joined('segments', segmentParameters(table), bytes, parts, progress);
}

/** The split whose parts are coded; undefined when all of them are stored. */
function* joined(
  splitter: Split['splitter'],
  parameters: readonly number[],
  whole: Uint8Array,
  coded: readonly CodedTree[],
  progress: BlockProgress,
): Steps<CodedTree | undefined> {
  const parts = coded.map(({ tree }) => tree);
  if (parts.every(({ kind }) => kind === 'stored')) return undefined;
  const traces = coded.flatMap(({ trace }) => trace ?? []);
  const trace =
    traces.length > 0
      ? yield* withProgress(joinTraces(splitter, parameters, whole, traces), progress)
      : undefined;
  const { length } = whole;
  return {
    trace,
    tree: { kind: 'split', length, splitter, parameters, parts },
    kinds: coded.flatMap(({ kinds }) => kinds),
    pieces: coded.flatMap(({ pieces }) => pieces),
  };
}

function storedPart(bytes: Uint8Array<ArrayBuffer>, tracing: Tracing | undefined): CodedTree {
  const { length } = bytes;
  const trace = tracing && storedTrace(length, tracing);
  return { tree: { kind: 'stored', length }, kinds: [STORED], pieces: [bytes], trace };
}

export function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** The kinds in the order in which they begin. */
function kindsOf(found: readonly Section[]): Kind[] {
  return [...new Set(found.map(({ kind }) => kind))];
}

/** The sections, neighbours of a kind made one. */
function merged(found: readonly Section[]): Section[] {
  const result: Section[] = [];
  for (const { kind, length } of found) {
    const last = result.at(-1);
    if (last?.kind === kind) result[result.length - 1] = { kind, length: last.length + length };
    else result.push({ kind, length });
  }
  return result;
}

/** The bytes of all sections of a kind; `bytes` itself when that is all of it. */
function* gathered(
  bytes: Uint8Array<ArrayBuffer>,
  found: readonly Section[],
  kind: Kind,
  progress: BlockProgress,
): Steps<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const section of found) {
    if (section.kind === kind) pieces.push(bytes.subarray(at, at + section.length));
    at += section.length;
  }
  return yield* concatenate(pieces, progress);
}
