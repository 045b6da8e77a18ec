/** Changes of inputs, as American fuzzy lop's "havoc": a few small ones on top of each other. */
import type { Random } from '../../support/random.js';

/** Longest input that mutations make. */
const MAX_LENGTH = 4096;

/** Bytes at which numbers and fields begin to mean something else. */
const INTERESTING = [0, 1, 2, 3, 4, 6, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 129, 134, 254, 255];

type Change = (random: Random, bytes: number[], other: Uint8Array) => void;

const place = (random: Random, bytes: readonly number[]) => random.below(bytes.length);

/** Short ranges are likelier. */
const span = (random: Random, most: number) => 1 + random.below(1 + random.below(most));

const CHANGES: readonly Change[] = [
  (random, bytes) => {
    const at = place(random, bytes);
    bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
  },
  (random, bytes) => {
    bytes[place(random, bytes)] = random.below(256);
  },
  (random, bytes) => {
    bytes[place(random, bytes)] = random.pick(INTERESTING);
  },
  (random, bytes) => {
    const at = place(random, bytes);
    bytes[at] = ((bytes[at] as number) + random.below(33) - 16) & 255;
  },
  (random, bytes) => {
    bytes.splice(place(random, bytes), span(random, 16));
  },
  (random, bytes) => {
    const inserted = Array.from({ length: span(random, 8) }, () => random.below(256));
    bytes.splice(random.below(bytes.length + 1), 0, ...inserted);
  },
  (random, bytes) => {
    const from = place(random, bytes);
    const copied = bytes.slice(from, from + span(random, 64));
    bytes.splice(random.below(bytes.length + 1), random.below(2) * copied.length, ...copied);
  },
  (random, bytes, other) => {
    const from = random.below(other.length);
    const copied = other.subarray(from, from + span(random, 128));
    bytes.splice(random.below(bytes.length + 1), random.below(2) * copied.length, ...copied);
  },
  (random, bytes, other) => {
    const at = place(random, bytes);
    bytes.splice(at, bytes.length, ...other.subarray(Math.min(at, other.length)));
  },
  (random, bytes) => {
    bytes.length = 1 + random.below(bytes.length);
  },
];

/** Another input, made of one and parts of another. */
export function mutate(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = [...input];
  for (let count = 1 << random.below(5); count > 0; count--) {
    if (bytes.length === 0) bytes.push(random.below(256));
    random.pick(CHANGES)(random, bytes, other.length > 0 ? other : input);
  }
  return Uint8Array.from(bytes.slice(0, MAX_LENGTH));
}
