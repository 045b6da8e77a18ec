/** Bytes sorted into streams by segments: each stream is the bytes of its segments in order. */
import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes } from '../bytes/stepwise.js';
import { movedPlaces } from './places.js';
import type { Splitter } from './splitter.js';

/** Most segments of a split. */
export const MAX_SEGMENTS = 1024;

/** The next `length` bytes are the next bytes of a stream. */
export interface Segment {
  /** Index of the stream. Streams are numbered in the order in which they begin. */
  readonly stream: number;
  readonly length: number;
}

/** The parameters: the number of borders, then the length before each border and the stream behind it. */
export function segmentParameters(table: readonly Segment[]): number[] {
  const borders = table.slice(1).map(({ stream }, i) => [table[i]?.length ?? 0, stream]);
  return [borders.length, ...borders.flat()];
}

/** Inverse of segmentParameters for `length` bytes; undefined for parameters that break a rule of the format. */
export function segmentsOf(parameters: readonly number[], length: number): Segment[] | undefined {
  const table: Segment[] = [];
  let stream = 0;
  let streams = 1;
  let rest = length;
  for (let i = 1; i < parameters.length; i += 2) {
    const [part = 0, next = 0] = parameters.slice(i, i + 2);
    if (part < 1 || part >= rest || next === stream || next > streams) return undefined;
    table.push({ stream, length: part });
    stream = next;
    streams = Math.max(streams, next + 1);
    rest -= part;
  }
  return streams > 1 ? [...table, { stream, length: rest }] : undefined;
}

export const segments: Splitter = {
  id: 3,

  read(source) {
    const borders = source.varint('number of borders', MAX_SEGMENTS - 1);
    const parameters = [borders];
    for (let i = 0; i < borders; i++) {
      source.need(2 * (borders - i));
      parameters.push(source.varint('length of a segment'), source.varint('stream of a segment'));
    }
    return parameters;
  },

  lengths(parameters, length) {
    const lengths: number[] = [];
    const table = segmentsOf(parameters, length);
    for (const segment of table ?? [])
      lengths[segment.stream] = (lengths[segment.stream] ?? 0) + segment.length;
    return table && lengths;
  },

  *join(parameters, streams, length) {
    const table = segmentsOf(parameters, length);
    if (!table) return undefined;
    const result = newBytes(length);
    const taken = streams.map(() => 0);
    let filled = 0;
    for (const segment of table) {
      const from = taken[segment.stream] as number;
      const end = from + segment.length;
      const stream = streams[segment.stream] as Uint8Array;
      yield* copyBytes(result, stream.subarray(from, end), filled);
      filled += segment.length;
      taken[segment.stream] = end;
    }
    return result;
  },

  places(parameters, { length }) {
    return movedPlaces(segments, parameters, length);
  },
};
