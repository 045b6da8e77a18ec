/** What a block header says of one of its streams; FORMAT.md, "Streams". */
import type { ByteSink } from '../bytes/byte-sink.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { encodeSpec, type ModelSpec, readSpec } from '../model/model-spec.js';
import { TRANSFORMS, type TransformName, transformNumbered } from '../transform/registry.js';
import { alphabetSize, encodeAlphabet, isAll, readAlphabet } from './alphabet.js';
import { MAX_TRANSFORMS } from './format.js';

/** A stream kept as it is. */
export interface StoredStream {
  readonly kind: 'stored';
  /** Bytes of the block that are in the stream. */
  readonly length: number;
}

/** A transform that was applied, and how many bytes it made. */
export interface Applied {
  readonly name: TransformName;
  readonly length: number;
}

/** A stream coded with a model. */
export interface ModelledStream {
  readonly kind: 'modelled';
  readonly length: number;
  /** In the order in which the encoder applied them. */
  readonly transforms: readonly Applied[];
  /** Bytes of the coded form; 0 when the alphabet has one value. */
  readonly codedLength: number;
  readonly spec: ModelSpec;
  /** The values that may occur in what is coded; see alphabetOf. */
  readonly alphabet: Uint8Array;
}

export type Stream = StoredStream | ModelledStream;

/** Bytes of the payload that are the stream's. */
export function keptLength(stream: Stream): number {
  return stream.kind === 'stored' ? stream.length : stream.codedLength;
}

/** Bytes that the model codes: the stream's, or what the last transform made of them. */
export function symbolsOf({
  length,
  transforms,
}: Pick<ModelledStream, 'length' | 'transforms'>): number {
  return transforms.at(-1)?.length ?? length;
}

export function putStream(sink: ByteSink, stream: Stream): void {
  if (stream.kind === 'stored') {
    sink.varint(0);
    return;
  }
  sink.varint(1 + stream.transforms.length);
  for (const { name, length } of stream.transforms) sink.varint(TRANSFORMS[name].id).varint(length);
  sink.varint(stream.codedLength).raw(encodeSpec(stream.spec)).raw(encodeAlphabet(stream.alphabet));
}

/** Reads what putStream() wrote of a stream of `length` bytes. Only its numbers are bounded yet; see faultInStream. */
export function readStream(source: ByteSource, length: number): Stream {
  const method = source.varint('method of a stream', 1 + MAX_TRANSFORMS);
  if (method === 0) return { kind: 'stored', length };
  const transforms = Array.from({ length: method - 1 }, () => readApplied(source, length));
  return {
    kind: 'modelled',
    length,
    transforms,
    codedLength: source.varint('coded length of a stream', length),
    spec: readSpec(source),
    alphabet: readAlphabet(source),
  };
}

function readApplied(source: ByteSource, length: number): Applied {
  const id = source.varint('number of a transform');
  const name = transformNumbered(id);
  if (!name)
    throw new ForesayError('UNSUPPORTED_VERSION', `the archive has an unknown transform ${id}`);
  return { name, length: source.varint('length after a transform', length) };
}

/** Which rule of the format the stream breaks, if any. */
export function faultInStream(stream: Stream): string | undefined {
  if (stream.kind === 'stored') return undefined;
  const { length, transforms, codedLength, alphabet } = stream;
  if (transforms.length > MAX_TRANSFORMS) return 'a stream has too many transforms';
  let before = length;
  for (const { length: after } of transforms) {
    if (after > before || before > 2 * after) return 'a transform changes too much';
    before = after;
  }
  if (!(codedLength >= 0 && codedLength < before)) return 'a coded stream is longer than its bytes';
  const symbols = alphabetSize(alphabet);
  if (symbols === 1 && codedLength > 0) return 'a stream of one value has coded bytes';
  if (symbols > before && !isAll(alphabet)) return 'a stream has more values than bytes';
  return undefined;
}
