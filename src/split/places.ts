/** Where the bytes of streams stand in the bytes that a splitter took apart. */
import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import type { Note } from './numbers.js';
import type { Parts, Splitter } from './splitter.js';

/** Places of a splitter that leaves every byte where it is. */
export function* samePlaces(length: number): Stepwise<Uint32Array> {
  const places = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    if (i % STEP_BYTES === 0) yield;
    places[i] = i;
  }
  return places;
}

/**
 * Places of a splitter that only moves bytes. Each byte of the streams has a number, and join() is applied to these
 * numbers, one of their four bytes at a time. The result is the number of the byte at each place.
 */
export function* movedPlaces(
  { join, lengths }: Pick<Splitter, 'join' | 'lengths'>,
  parameters: readonly number[],
  length: number,
): Stepwise<Uint32Array> {
  const numbers = new Uint32Array(length);
  for (let shift = 0; shift < 32 && length >> shift > 0; shift += 8) {
    const streams: Uint8Array[] = [];
    let number = 0;
    for (const count of lengths(parameters, length) ?? []) {
      const stream = new Uint8Array(count);
      for (let i = 0; i < count; i++) {
        if (i % STEP_BYTES === 0) yield;
        stream[i] = number++ >> shift;
      }
      streams.push(stream);
    }
    const joined = yield* join(parameters, streams, length);
    for (let i = 0; i < length; i++) {
      if (i % STEP_BYTES === 0) yield;
      numbers[i] = (numbers[i] as number) | ((joined?.[i] ?? 0) << shift);
    }
  }
  const places = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    if (i % STEP_BYTES === 0) yield;
    places[numbers[i] as number] = i;
  }
  return places;
}

/** What joins streams with a note of where each byte went. */
type NotingJoin = (streams: readonly Uint8Array[], note: Note) => Stepwise<unknown>;

/**
 * Places of a splitter that moves some bytes, and describes others by numbers. A byte of a number gets a place that is
 * left over: the next one from the byte on that it describes, or from the beginning if there is none.
 */
export function* spreadPlaces(
  whole: Uint8Array,
  parts: Parts | undefined,
  isMoved: (stream: number) => boolean,
  join: NotingJoin,
): Stepwise<Uint32Array> {
  const streams = parts?.parts.map(({ bytes }) => bytes) ?? [];
  const starts = [0];
  for (const { length } of streams) starts.push((starts.at(-1) as number) + length);
  const places = new Uint32Array(starts.at(-1) as number);
  const taken = newBytes(whole.length);
  yield* join(streams, (stream, from, count, at) => {
    const first = (starts[stream] as number) + from;
    if (!isMoved(stream)) {
      places.fill(at, first, first + count);
      return;
    }
    for (let i = 0; i < count; i++) places[first + i] = at + i;
    taken.fill(1, at, at + count);
  });
  let free = 0;
  for (let stream = 0; stream < streams.length; stream++) {
    if (isMoved(stream)) continue;
    yield;
    // Numbers describe bytes in their order, so the places are searched in one pass, or two.
    free = 0;
    for (let i = starts[stream] as number; i < (starts[stream + 1] as number); i++) {
      free = Math.max(free, places[i] as number);
      free = nextFree(taken, free);
      places[i] = free;
      taken[free] = 1;
    }
  }
  return places;
}

/** The first place from `from` on that is not taken, or else the first of all. */
function nextFree(taken: Uint8Array, from: number): number {
  const next = taken.indexOf(0, from);
  return next < 0 ? taken.indexOf(0) : next;
}
