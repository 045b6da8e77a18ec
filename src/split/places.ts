/** Where the bytes of streams stand in the bytes that a splitter took apart. */
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import type { Splitter } from './splitter.js';

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
