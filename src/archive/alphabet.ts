/**
 * The alphabet of a block: the set of byte values that occur in it, as a map of 256 bits in 32 bytes; value v is bit
 * v & 7 of byte v >> 3. In a header it takes the shortest of three forms; FORMAT.md, "Alphabet".
 */
import type { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';

const MAP_LENGTH = 32;

/** First byte of the bitmap form. The runs form begins with a 0 bit. */
const BITMAP = 0x80;

/** The one byte that says all 256 values. */
const ALL = 0xff;

/** Every byte value: the most that an alphabet can be. */
export const EVERY_VALUE: Uint8Array = new Uint8Array(MAP_LENGTH).fill(255);

/** The set of the values 0 to count - 1. */
export function firstValues(count: number): Uint8Array {
  return alphabetOf(Uint8Array.from({ length: count }, (_, value) => value));
}

/** The set of values in `block`. */
export function alphabetOf(block: Uint8Array): Uint8Array<ArrayBuffer> {
  const seen = new Uint8Array(256);
  for (let i = 0; i < block.length; i++) seen[block[i] as number] = 1;
  const map = new Uint8Array(MAP_LENGTH);
  for (let value = 0; value < 256; value++)
    if (seen[value]) map[value >> 3] = (map[value >> 3] as number) | (1 << (value & 7));
  return map;
}

/** The values of either set. */
export function union(map: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(map, (bits, i) => bits | (other[i] as number));
}

/** The values of the set, in increasing order. */
export function alphabetValues(map: Uint8Array): number[] {
  const values: number[] = [];
  for (let value = 0; value < 256; value++) if (has(map, value)) values.push(value);
  return values;
}

/** How many values are in the set. */
export function alphabetSize(map: Uint8Array): number {
  let size = 0;
  for (const byte of map) for (let bits = byte; bits > 0; bits &= bits - 1) size++;
  return size;
}

/** Whether every value is in the set. */
export function isAll(map: Uint8Array): boolean {
  return map.every((bits) => bits === 255);
}

/** Whether the sets have the same values. */
export function isSame(map: Uint8Array, other: Uint8Array): boolean {
  return map.every((bits, i) => bits === other[i]);
}

/** The header form of a set that is not empty. */
export function encodeAlphabet(map: Uint8Array): Uint8Array<ArrayBuffer> {
  if (isAll(map)) return Uint8Array.of(ALL);
  const runs = encodeRuns(map);
  if (runs.length <= MAP_LENGTH) return runs;
  const bytes = new Uint8Array(1 + MAP_LENGTH);
  bytes[0] = BITMAP;
  bytes.set(map, 1);
  return bytes;
}

/** Inverse of encodeAlphabet; CORRUPT for anything that it does not write. */
export function readAlphabet(source: ByteSource): Uint8Array<ArrayBuffer> {
  const start = source.position;
  const first = source.byte();
  const map = readForm(first, source);
  const bytes = source.since(start);
  const expected = encodeAlphabet(map);
  if (alphabetSize(map) === 0) throw new ForesayError('CORRUPT', 'an alphabet is empty');
  if (bytes.length !== expected.length || !bytes.every((byte, i) => byte === expected[i]))
    throw new ForesayError('CORRUPT', 'an alphabet is not encoded in its shortest form');
  return map;
}

function readForm(first: number, source: ByteSource): Uint8Array<ArrayBuffer> {
  if (first === ALL) return EVERY_VALUE.slice();
  return first >= BITMAP ? source.raw(MAP_LENGTH).slice() : readRuns(first, source);
}

/** 0, whether value 0 is in the set, the lengths of all runs but the last as Elias gamma codes, eight zeros. */
function encodeRuns(map: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let count = 0;
  const put = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit--, count++) {
      if ((count & 7) === 0) bytes.push(0);
      if ((value >> bit) & 1)
        bytes[count >> 3] = (bytes[count >> 3] as number) | (128 >> (count & 7));
    }
  };
  put(has(map, 0) ? 1 : 0, 2);
  let start = 0;
  for (let value = 1; value < 256; value++) {
    if (has(map, value) === has(map, start)) continue;
    const length = value - start;
    // As many zeros as the length has bits below the highest.
    put(length, 2 * (31 - Math.clz32(length)) + 1);
    start = value;
  }
  put(0, 8);
  return Uint8Array.from(bytes);
}

function readRuns(first: number, source: ByteSource): Uint8Array<ArrayBuffer> {
  const map = new Uint8Array(MAP_LENGTH);
  let current = first;
  // The form's bit is known.
  let unread = 7;
  const bit = () => {
    if (unread === 0) {
      current = source.byte();
      unread = 8;
    }
    return (current >> --unread) & 1;
  };
  let present = bit() === 1;
  for (let value = 0; value < 256; present = !present) {
    let zeros = 0;
    while (zeros < 8 && bit() === 0) zeros++;
    let length = 1;
    for (let i = 0; i < zeros && zeros < 8; i++) length = 2 * length + bit();
    // No run of more than 255 values is written as a number, so eight zeros are free to mean "all that are left".
    const end = zeros === 8 ? 256 : value + length;
    if (zeros < 8 && end > 255) throw new ForesayError('CORRUPT', 'an alphabet is too long');
    for (; value < end; value++)
      if (present) map[value >> 3] = (map[value >> 3] as number) | (1 << (value & 7));
  }
  return map;
}

function has(map: Uint8Array, value: number): boolean {
  return (((map[value >> 3] as number) >> (value & 7)) & 1) === 1;
}
