/** Lagged Fibonacci sequences over words: sums instead of exclusive ors. */
import { LabError } from '../errors.js';
import { exact } from '../theory/figure.js';
import { stepMemory } from '../theory/memory.js';
import { integer, integers } from './parameter.js';
import { sourceKind } from './source-kind.js';
import { lagPair } from './xor-kinds.js';

const MAX_LAG = 65_536;

export const ADDITIVE = sourceKind({
  name: 'additive',
  summary: 'X[n] = X[n-r] + X[n-s] over words, as bytes, lowest first',
  parameters: {
    lags: integers(2, 1, MAX_LAG, { value: 'r,s', help: 'lags in words, r > s' }),
    bits: integer(8, 64, { value: 'n', help: 'bits of a word: 8, 16, ... 64', fallback: '32' }),
  },
  make({ lags, bits }) {
    const { short, long } = lagPair(lags);
    const width = wordBytes(bits);
    return {
      alphabetSize: 256,
      memory: stepMemory({ order: long * width, stateBits: long * bits, before: 8, after: 0 }),
      theory: () => ({
        entropyRate: exact(0, 'closed form, the last words determine the next'),
        excessEntropy: exact(long * bits, 'closed form, the entropy of the first r words'),
        notes: ['The lowest bits of the words are a sequence of the kind fibonacci.'],
      }),
      start(random) {
        // Words are added byte by byte, lowest first, with a carry.
        const bytes = new Uint8Array(long * width);
        for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256);
        const distance = (long - short) * width;
        let given = 0;
        let oldest = 0;
        let place = 0;
        let carry = 0;
        return () => {
          if (given < bytes.length) return bytes[given++] as number;
          const sum =
            (bytes[oldest] as number) +
            (bytes[(oldest + distance) % bytes.length] as number) +
            (place === 0 ? 0 : carry);
          carry = sum >>> 8;
          bytes[oldest] = sum;
          const byte = bytes[oldest] as number;
          oldest = (oldest + 1) % bytes.length;
          place = (place + 1) % width;
          return byte;
        };
      },
    };
  },
});

/** The bytes of a word of 8 to 64 bits; throws LabError for a word that is not whole bytes. */
export function wordBytes(bits: number): number {
  if (bits % 8 !== 0) throw new LabError(`--bits: ${bits} is not a multiple of 8`);
  return bits / 8;
}
