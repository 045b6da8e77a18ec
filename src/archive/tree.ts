/** How the bytes of a block are coded: a tree whose leaves are streams; FORMAT.md, "Tree". */
import type { ByteSink } from '../bytes/byte-sink.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { encodeSpec, type ModelSpec, readSpec } from '../model/model-spec.js';
import { SPLITTERS, type SplitterName, splitterNumbered } from '../split/registry.js';
import { alphabetSize, encodeAlphabet, isAll, readAlphabet } from './alphabet.js';
import { MAX_DEPTH, MAX_PARAMETERS, MAX_STREAMS, METHOD } from './format.js';

/** A stream kept as it is. */
export interface StoredStream {
  readonly kind: 'stored';
  /** Bytes of the stream, at least 1. */
  readonly length: number;
}

/** A stream whose bytes are all the same. It has no coded bytes. */
export interface ConstantStream {
  readonly kind: 'constant';
  readonly length: number;
  readonly value: number;
}

/** A stream coded with a model. */
export interface ModelledStream {
  readonly kind: 'modelled';
  readonly length: number;
  /** Bytes of the coded form, fewer than `length`. */
  readonly codedLength: number;
  readonly spec: ModelSpec;
  /** The values that may occur, at least two; see alphabetOf. */
  readonly alphabet: Uint8Array;
}

/** A leaf of the tree. */
export type Stream = StoredStream | ConstantStream | ModelledStream;

/** Bytes that a splitter joins from parts. */
export interface Split {
  readonly kind: 'split';
  readonly length: number;
  readonly splitter: SplitterName;
  /** As Splitter.read() gives them. */
  readonly parameters: readonly number[];
  /** The streams that the splitter joins, empty ones left out. */
  readonly parts: readonly Tree[];
}

export type Tree = Stream | Split;

/** A stream, and the splitters on the way to it, the outermost first. */
export interface Leaf {
  readonly stream: Stream;
  readonly splitters: readonly SplitterName[];
}

/** The streams in the order of their coded bytes. */
export function leavesOf(tree: Tree, splitters: readonly SplitterName[] = []): Leaf[] {
  if (tree.kind !== 'split') return [{ stream: tree, splitters }];
  return tree.parts.flatMap((part) => leavesOf(part, [...splitters, tree.splitter]));
}

/** Bytes of the payload that are the tree's. */
export function keptLength(tree: Tree): number {
  if (tree.kind === 'split') return tree.parts.reduce((sum, part) => sum + keptLength(part), 0);
  if (tree.kind === 'constant') return 0;
  return tree.kind === 'stored' ? tree.length : tree.codedLength;
}

export function putTree(sink: ByteSink, tree: Tree): void {
  if (tree.kind === 'split') {
    sink.varint(SPLITTERS[tree.splitter].id);
    for (const parameter of tree.parameters) sink.varint(parameter);
    for (const part of tree.parts) putTree(sink, part);
    return;
  }
  sink.varint(METHOD[tree.kind]);
  if (tree.kind === 'constant') sink.byte(tree.value);
  if (tree.kind === 'modelled')
    sink.varint(tree.codedLength).raw(encodeSpec(tree.spec)).raw(encodeAlphabet(tree.alphabet));
}

/** What the format limits, of a tree that is being read or written. */
interface Size {
  streams: number;
  parameters: number;
  /** Splits on the way to the deepest stream. */
  depth: number;
}

function sizeOf(tree: Tree): Size {
  if (tree.kind !== 'split') return { streams: 1, parameters: 0, depth: 0 };
  const sizes = tree.parts.map(sizeOf);
  const sum = (field: 'streams' | 'parameters') => sizes.reduce((all, one) => all + one[field], 0);
  return {
    streams: sum('streams'),
    parameters: sum('parameters') + tree.parameters.length,
    depth: 1 + Math.max(0, ...sizes.map(({ depth }) => depth)),
  };
}

function faultInSize({ streams, parameters, depth }: Size): string | undefined {
  if (streams > MAX_STREAMS) return 'a block has too many streams';
  if (parameters > MAX_PARAMETERS) return 'the splits of a block have too many parameters';
  return depth > MAX_DEPTH ? 'the splits of a block are too deep' : undefined;
}

function refuse(fault: string | undefined): void {
  if (fault) throw new ForesayError('CORRUPT', fault);
}

/**
 * Reads what putTree() wrote of `length` bytes. It stops at the first byte that goes beyond a limit; faultInTree() has
 * the other rules.
 */
export function readTree(source: ByteSource, length: number): Tree {
  const size: Size = { streams: 0, parameters: 0, depth: 0 };
  const read = (length: number, depth: number): Tree => {
    const method = source.varint('method of a stream');
    const splitter = splitterNumbered(method);
    if (!splitter) {
      size.streams++;
      refuse(faultInSize(size));
      return readStream(source, method, length);
    }
    const parameters = SPLITTERS[splitter].read(source);
    size.parameters += parameters.length;
    refuse(faultInSize({ ...size, depth: depth + 1 }));
    const lengths = partLengths({ splitter, parameters, length });
    if (!lengths) throw new ForesayError('CORRUPT', WRONG_PARAMETERS);
    const parts = lengths.map((part) => read(part, depth + 1));
    return { kind: 'split', length, splitter, parameters, parts };
  };
  return read(length, 0);
}

function readStream(source: ByteSource, method: number, length: number): Stream {
  switch (method) {
    case METHOD.stored:
      return { kind: 'stored', length };
    case METHOD.constant:
      return { kind: 'constant', length, value: source.byte() };
    case METHOD.modelled: {
      const codedLength = source.varint('coded length of a stream', length);
      return {
        kind: 'modelled',
        length,
        codedLength,
        spec: readSpec(source),
        alphabet: readAlphabet(source),
      };
    }
    default:
      throw new ForesayError('UNSUPPORTED_VERSION', `the archive has a stream of method ${method}`);
  }
}

const WRONG_PARAMETERS = 'the parameters of a split do not fit its bytes';

/** Lengths of the parts that are there; undefined when the parameters break a rule. */
function partLengths({
  splitter,
  parameters,
  length,
}: Omit<Split, 'kind' | 'parts'>): number[] | undefined {
  return SPLITTERS[splitter].lengths(parameters, length)?.filter((part) => part > 0);
}

/** The rule of the format that the tree breaks, if it breaks one. */
export function faultInTree(tree: Tree): string | undefined {
  return faultInSize(sizeOf(tree)) ?? faultInNode(tree);
}

function faultInNode(tree: Tree): string | undefined {
  if (tree.kind === 'modelled') return faultInModelled(tree);
  if (tree.kind !== 'split') return undefined;
  const { parts } = tree;
  const lengths = partLengths(tree);
  if (!lengths) return WRONG_PARAMETERS;
  if (lengths.length !== parts.length || parts.some(({ length }, i) => length !== lengths[i]))
    return 'the streams of a split are not what its parameters say';
  if (parts.every(({ kind }) => kind === 'stored')) return 'all streams of a split are stored';
  return parts.map(faultInNode).find(Boolean);
}

function faultInModelled({ length, codedLength, alphabet }: ModelledStream): string | undefined {
  if (!(codedLength >= 0 && codedLength < length)) return 'a coded stream is longer than its bytes';
  const values = alphabetSize(alphabet);
  if (values < 2) return 'a stream of one value is coded';
  return values > length && !isAll(alphabet) ? 'a stream has more values than bytes' : undefined;
}
