/** Linear congruential generators with a modulus that is a power of two, all bits of which are seen. */
import { type Candidate, isConfirmed, type WordLayout } from './candidate.js';
import { inverse, longOf } from './modular.js';

/** Words whose lowest bit is compared with that two words before: it has a period of at most two. */
const PEEK = 24;

/** A generator whose words begin at `first` or up to a word later. */
export function congruential(bytes: Uint8Array, first: number): Candidate | undefined {
  for (const unit of [8, 4, 2] as const)
    for (const highestFirst of [false, true])
      for (let phase = 0; phase < unit; phase++) {
        const layout: WordLayout = { form: 'words', unit, highestFirst };
        const found = withLayout(bytes, layout, first + phase);
        if (found) return found;
      }
  return undefined;
}

function withLayout(bytes: Uint8Array, layout: WordLayout, at: number): Candidate | undefined {
  const { unit, highestFirst } = layout;
  if (at + (PEEK + 2) * unit > bytes.length) return undefined;
  const lowest = highestFirst ? unit - 1 : 0;
  for (let i = 0; i < PEEK; i++) {
    const place = at + i * unit + lowest;
    if ((((bytes[place] as number) ^ (bytes[place + 2 * unit] as number)) & 1) !== 0)
      return undefined;
  }
  const bits = 8 * unit;
  const [x = 0n, y = 0n, z = 0n] = [0, 1, 2].map((i) => wordAt(bytes, at + i * unit, layout));
  const cut = (value: bigint) => BigInt.asUintN(bits, value);
  const difference = cut(y - x);
  // With an odd summand words differ by odd numbers; without a summand they are odd.
  const isOdd = (difference & 1n) === 1n;
  if (!isOdd && (x & 1n) === 0n) return undefined;
  const factor = isOdd ? cut((z - y) * inverse(difference, bits)) : cut(y * inverse(x, bits));
  const summand = cut(y - factor * x);
  const candidate: Candidate = {
    layout,
    at,
    rule: { kind: 'sum', terms: [{ lag: 1, factor: longOf(factor) }], summand: longOf(summand) },
  };
  return isConfirmed(bytes, candidate) ? candidate : undefined;
}

export function wordAt(bytes: Uint8Array, at: number, { unit, highestFirst }: WordLayout): bigint {
  let word = 0n;
  for (let i = 0; i < unit; i++)
    word = (word << 8n) | BigInt(bytes[highestFirst ? at + i : at + unit - 1 - i] as number);
  return word;
}
