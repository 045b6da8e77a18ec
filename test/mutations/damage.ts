/** Mutants that an accident makes: bytes change, checksums stay as they were. */
import type { Random } from '../support/random.js';
import type { Seed } from './seeds.js';

export type Damage = (random: Random, seed: Seed, other: Seed) => Uint8Array;

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Where a range of `bytes` begins and ends; short ones are likelier. */
function range(random: Random, bytes: Uint8Array): [start: number, end: number] {
  const start = random.below(bytes.length);
  const longest = 1 + random.below(bytes.length - start);
  return [start, start + 1 + random.below(longest)];
}

function replace(
  random: Random,
  { archive }: Seed,
  fill: (length: number) => Uint8Array,
): Uint8Array {
  const [start, end] = range(random, archive);
  return joined(archive.subarray(0, start), fill(end - start), archive.subarray(end));
}

export const DAMAGES: Readonly<Record<string, Damage>> = {
  truncation: (random, { archive }) => archive.slice(0, random.below(archive.length)),
  flips: (random, { archive }) => {
    const bytes = archive.slice();
    for (let count = 1 + random.below(8); count > 0; count--) {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
    }
    return bytes;
  },
  noise: (random, seed) => replace(random, seed, (length) => random.bytes(length)),
  zeros: (random, seed) => replace(random, seed, (length) => new Uint8Array(length)),
  ones: (random, seed) => replace(random, seed, (length) => new Uint8Array(length).fill(255)),
  removal: (random, seed) => replace(random, seed, () => new Uint8Array(0)),
  insertion: (random, { archive }) => {
    const at = random.below(archive.length + 1);
    const inserted = random.bytes(1 + random.below(20));
    return joined(archive.subarray(0, at), inserted, archive.subarray(at));
  },
  repetition: (random, { archive }) => {
    const [start, end] = range(random, archive);
    return joined(archive.subarray(0, end), archive.subarray(start));
  },
  splice: (random, { archive }, other) =>
    joined(
      archive.subarray(0, random.below(archive.length + 1)),
      other.archive.subarray(random.below(other.archive.length + 1)),
    ),
  concatenation: (random, { archive }, other) =>
    joined(archive, random.below(2) === 0 ? other.archive : random.bytes(1 + random.below(50))),
};
