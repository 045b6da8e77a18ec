/** Linear congruential generators. */
import type { Random } from '../random/random.js';
import { exact, type Figure, upperBound } from '../theory/figure.js';
import { stepMemory } from '../theory/memory.js';
import { wordBytes } from './additive.js';
import { bigInteger, choice, integer } from './parameter.js';
import type { Theory } from './source.js';
import { sourceKind } from './source-kind.js';

export const CONGRUENTIAL = sourceKind({
  name: 'congruential',
  summary: 'X[n] = a X[n-1] + c over words',
  parameters: {
    bits: integer(8, 64, { value: 'n', help: 'bits of a word: 8, 16, ... 64', fallback: '32' }),
    multiplier: bigInteger({ value: 'a', help: 'the factor a', fallback: '1664525' }),
    increment: bigInteger({ value: 'c', help: 'the summand c', fallback: '1013904223' }),
    take: choice(['bytes', 'bit'], {
      help: 'all bytes of a word, lowest first, or its highest bit alone',
      fallback: 'bytes',
    }),
  },
  make({ bits, multiplier, increment, take }) {
    const width = wordBytes(bits);
    const words = (random: Random): (() => bigint) => {
      const mask = (1n << BigInt(bits)) - 1n;
      let word = (BigInt(random.next32()) << 32n) | BigInt(random.next32());
      return () => (word = (multiplier * word + increment) & mask);
    };
    return {
      alphabetSize: take === 'bytes' ? 256 : 2,
      memory:
        take === 'bytes' && isReversible(multiplier)
          ? stepMemory({ order: width, stateBits: bits, before: 8, after: 0 })
          : { stateBits: bits },
      theory: () => theoryOf(bits, multiplier, increment, take),
      start(random) {
        const next = words(random);
        if (take === 'bit') return () => Number(next() >> BigInt(bits - 1));
        const bytes = new DataView(new ArrayBuffer(8));
        let place = width;
        return () => {
          if (place === width) {
            bytes.setBigUint64(0, next(), true);
            place = 0;
          }
          return bytes.getUint8(place++);
        };
      },
    };
  },
});

/** Whether each word follows one word only, so that all stay equally likely. */
function isReversible(multiplier: bigint): boolean {
  return multiplier % 2n === 1n;
}

function theoryOf(bits: number, a: bigint, c: bigint, take: 'bytes' | 'bit'): Theory {
  // Hull and Dobell's conditions for a modulus that is a power of two.
  const longest = c % 2n === 1n && a % 4n === 1n;
  return {
    entropyRate: exact(0, 'closed form, a word determines the next'),
    excessEntropy: excessEntropyOf(bits, isReversible(a), longest, take),
    notes: [
      longest
        ? `The words have the longest period that ${bits} bits allow, 2^${bits}.`
        : `The words have a period shorter than 2^${bits}.`,
    ],
  };
}

function excessEntropyOf(
  bits: number,
  reversible: boolean,
  longest: boolean,
  take: 'bytes' | 'bit',
): Figure {
  if (take === 'bytes' && reversible) return exact(bits, 'closed form, the entropy of a word');
  // Half a period later all bits of a word but the highest are the same: so the bits have no shorter period than the words.
  if (longest) return exact(bits, 'closed form, the entropy of a word, which many bits reveal');
  return upperBound(bits, 'the bits of a word');
}
