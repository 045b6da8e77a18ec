/** The coder of matches: both ways, and what kept distances are worth. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchCoder } from '../src/baselines/match.js';
import { source, symbolsOf } from './support/sources.js';

const bit = fc.integer({ min: 0, max: 1 });
const options = fc.record({ distances: fc.integer({ min: 1, max: 5 }), opposites: fc.boolean() });

describe('the coder of matches', () => {
  it('gives back symbols that repeat, with errors', () => {
    const copies = fc
      .tuple(fc.array(bit, { minLength: 1, maxLength: 100 }), fc.array(bit, { maxLength: 400 }))
      .map(([piece, errors]) =>
        Uint8Array.from(errors, (error, i) => {
          // An error in about one of eight symbols, so that there are matches.
          const seldom = error & (errors[i + 1] ?? 0) & (errors[i + 2] ?? 0);
          return (piece[i % piece.length] as number) ^ seldom;
        }),
      );
    fc.assert(
      fc.property(copies, options, (symbols, one) => {
        const coder = matchCoder(one);
        expect(coder.decode(coder.encode(symbols, 2), 2, symbols.length)).toEqual(symbols);
      }),
    );
  });

  it('compresses a long lag by distances that outlive their match', () => {
    const symbols = symbolsOf(source('k-markov', { k: '60' }), 200_000, 3);
    const bits = (distances: number, opposites: boolean) => {
      const coder = matchCoder({ distances, opposites });
      const bytes = coder.encode(symbols, 2);
      expect(coder.decode(bytes, 2, symbols.length)).toEqual(symbols);
      return (8 * bytes.length) / symbols.length;
    };
    const [last, kept, opposites] = [bits(1, false), bits(16, false), bits(16, true)];
    expect(last).toBeGreaterThan(0.95);
    expect(kept).toBeLessThan(0.9);
    expect(opposites).toBeLessThan(kept - 0.05);
  });

  it('takes two symbols only', () => {
    expect(() =>
      matchCoder({ distances: 1, opposites: true }).encode(new Uint8Array(3), 3),
    ).toThrow('there are 3');
  });
});
