/** Which bytes of a block are in which of its streams; FORMAT.md, "Segments". */
import type { ByteSink } from '../bytes/byte-sink.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { MAX_SEGMENTS, MAX_STREAMS } from './format.js';

/** The next `length` bytes of the block are the next bytes of a stream. */
export interface Segment {
  /** Index of the stream. Streams are numbered in the order in which they begin. */
  readonly stream: number;
  readonly length: number;
}

/** Bytes in each stream. */
export function streamLengths(segments: readonly Segment[]): number[] {
  const lengths: number[] = [];
  for (const { stream, length } of segments) lengths[stream] = (lengths[stream] ?? 0) + length;
  return lengths;
}

/** The number of streams; where there is more than one, the number of segments, and each but the last one's length. */
export function putSegments(sink: ByteSink, segments: readonly Segment[]): void {
  const streams = streamLengths(segments).length;
  sink.varint(streams);
  if (streams === 1) return;
  sink.varint(segments.length);
  for (const [i, { stream, length }] of segments.entries()) {
    sink.varint(stream);
    if (i < segments.length - 1) sink.varint(length);
  }
}

/** Inverse of putSegments for a block of `length` bytes; CORRUPT for anything that it does not write. */
export function readSegments(source: ByteSource, length: number): Segment[] {
  const streams = source.varint('number of streams', MAX_STREAMS);
  if (streams === 1) return [{ stream: 0, length }];
  const count = source.varint('number of segments', MAX_SEGMENTS);
  const segments: Segment[] = [];
  let rest = length;
  for (let i = 0; i < count; i++) {
    source.need(2 * (count - i) - 1);
    const stream = source.varint('stream of a segment', MAX_STREAMS - 1);
    const part = i < count - 1 ? source.varint('length of a segment', rest) : rest;
    segments.push({ stream, length: part });
    rest -= part;
  }
  const fault = faultInSegments(segments);
  if (fault) throw new ForesayError('CORRUPT', fault);
  if (streamLengths(segments).length !== streams)
    throw new ForesayError('CORRUPT', 'a stream of a block has no segment');
  return segments;
}

/** Which rule of the format the table breaks, if any. */
export function faultInSegments(segments: readonly Segment[]): string | undefined {
  if (segments.length < 1 || segments.length > MAX_SEGMENTS)
    return `a block has ${segments.length} segments`;
  let streams = 0;
  let last = -1;
  for (const { stream, length } of segments) {
    if (stream > streams) return 'the streams of a block are not in the order of their beginning';
    if (stream === last) return 'two segments of a block are one';
    if (!(length >= 1)) return 'a segment of a block is empty';
    streams = Math.max(streams, stream + 1);
    last = stream;
  }
  return streams > MAX_STREAMS ? 'a block has too many streams' : undefined;
}
