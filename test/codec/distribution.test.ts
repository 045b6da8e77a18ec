/** Symbols as binary decisions: a symbol costs what its probability gives, and every symbol can be coded. */
import { describe, expect, it } from 'vitest';
import { get, zeros } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { uniform } from './support/numbers.js';
import { Probe } from './support/probe.js';

const probe = new Probe();

/** The code of symbols drawn from, or given with, the same distribution; the decoder must give them back. */
function codedBytes(p: Float32Array, symbols: Uint8Array): number {
  const capacity = 8 * symbols.length + 16;
  const placed = { symbols: 0, code: 0 };
  const { rows } = probe.floats({ rows: p.length }, () => {
    placed.symbols = probe.call.reserve(symbols.length);
    placed.code = probe.call.reserve(capacity);
    probe.call.openDistribution(p.length);
  });
  rows.values.set(p);
  const room = new Uint8Array(probe.memory.buffer, placed.symbols, symbols.length);
  room.set(symbols);
  const { encodeSymbols, decodeSymbols } = probe.call;
  const n = symbols.length;
  const length = encodeSymbols(placed.symbols, rows.address, 0, n, placed.code, capacity);
  room.fill(255);
  decodeSymbols(placed.symbols, rows.address, 0, n, placed.code, length);
  expect(Buffer.compare(room, symbols)).toBe(0);
  return length;
}

/** A distribution of V symbols, from nearly even to nearly certain. */
function draw(random: Random, V: number, sharpness: number): Float32Array {
  const weights = uniform(random, V).map((x) => Math.exp(sharpness * x));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((x) => x / sum);
}

/** What quantising probabilities to 2^-22, never 0, may cost a symbol: up to V of 2^22 counts too many. */
const LOSS = 1e-4;
const N = 4_000;

describe('a distribution', () => {
  const sizes = [2, 3, 5, 8, 31, 100, 128, 129, 255, 256];

  it.each(sizes)('of %i symbols costs what the probabilities give', (V) => {
    for (const sharpness of [0, 2, 8]) {
      const random = new Random(V);
      const p = draw(random, V, sharpness);
      const sums = p.map((_, i) => p.slice(0, i + 1).reduce((a, b) => a + b, 0));
      const symbols = Uint8Array.from({ length: N }, () => {
        const at = random.next() / 2 ** 32;
        return Math.min(V - 1, sums.filter((sum) => sum <= at).length);
      });
      const ideal = symbols.reduce((bits, symbol) => bits - Math.log2(get(p, symbol)), 0);
      expect(8 * codedBytes(p, symbols)).toBeLessThan(ideal + LOSS * N + 16);
      expect(8 * codedBytes(p, symbols)).toBeGreaterThan(ideal - LOSS * N - 16);
    }
  });

  it.each(sizes)('of %i symbols can code what it thinks impossible, at some 22 bits', (V) => {
    for (let symbol = 0; symbol < V; symbol += 1 + (V >> 4)) {
      const p = zeros(V);
      p[(symbol + 1) % V] = 1;
      const bits = (8 * codedBytes(p, new Uint8Array(1000).fill(symbol))) / 1000;
      expect(bits).toBeGreaterThan(21.9);
      expect(bits).toBeLessThan(22.5);
    }
  });

  it('codes what it is sure of for next to nothing', () => {
    const p = zeros(256);
    p[77] = 1;
    // 255 of 2^22 counts are for the others: 8.8e-5 bits a symbol.
    expect(codedBytes(p, new Uint8Array(200_000).fill(77))).toBeLessThan(5);
  });
});
