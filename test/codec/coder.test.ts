/** The arithmetic coder: what it costs, and that its decoder gives back every decision. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decoder } from '../reference/decoder.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { type Decisions, decode, encode, idealBits, UNIT } from './support/decisions.js';
import { Probe } from './support/probe.js';

const probe = new Probe();

/** n decisions: P(1) from `probability`, bits drawn by it or by another probability, if given. */
function draw(n: number, probability: () => number, actual?: number): Decisions {
  const random = new Random(n);
  const p1 = Uint32Array.from({ length: n }, probability);
  const bits = Uint8Array.from(p1, (p) => Number(random.next() / 2 ** 32 < (actual ?? p / UNIT)));
  return { bits, p1 };
}

/** Any P(1) that the coder may be given, as often near 0 and 1 as between. */
function anyProbability(random: Random): number {
  const small = Math.floor(2 ** ((24 * random.next()) / 2 ** 32));
  return random.below(2) === 0 ? Math.min(small, UNIT - 1) : UNIT - Math.min(small, UNIT - 1);
}

/** What the end of a code may cost; it may save as much, as the length of the code carries information too. */
const END_BITS = 16;

const LONG = 300_000;
const PROBABILITIES = [2 ** -24, 1e-6, 1e-4, 0.01, 0.3, 0.5, 0.9, 0.9999, 1 - 2 ** -24];

describe('the coder', () => {
  const mixed = new Random(5);
  const inputs: [string, Decisions][] = [
    ...PROBABILITIES.map((p): [string, Decisions] => [
      `p = ${p}`,
      draw(LONG, () => Math.round(p * UNIT)),
    ]),
    // Bits that the probabilities did not expect: here every coded bit costs up to 24.
    ...PROBABILITIES.map((p): [string, Decisions] => [
      `p = ${p} that is wrong`,
      draw(LONG, () => Math.round(p * UNIT), 0.5),
    ]),
    ['mixed p', draw(LONG, () => anyProbability(mixed))],
  ];

  it.each(inputs)('costs what the probabilities give: %s', (_, decisions) => {
    const ideal = idealBits(decisions);
    const code = encode(probe, decisions) as Uint8Array;
    const overhead = 8 * code.length - ideal;
    expect(overhead).toBeLessThan(1e-4 * ideal + END_BITS);
    expect(overhead / LONG).toBeLessThan(0.0005);
    expect(overhead).toBeGreaterThan(-END_BITS);
    expect(Buffer.compare(decode(probe, code, decisions.p1), decisions.bits)).toBe(0);
  });

  it('gives back any decisions', () => {
    const decision = fc.tuple(
      fc.nat(1).map(Number),
      fc.oneof(
        fc.integer({ min: 1, max: UNIT - 1 }),
        fc.constantFrom(1, 2, UNIT / 2, UNIT - 2, UNIT - 1),
      ),
    );
    const property = fc.property(fc.array(decision, { maxLength: 300 }), (list) => {
      const bits = Uint8Array.from(list, ([bit]) => bit);
      const p1 = Uint32Array.from(list, ([, p]) => p);
      const code = encode(probe, { bits, p1 }) as Uint8Array;
      expect(decode(probe, code, p1)).toEqual(bits);
      // FORMAT.md's decoder agrees.
      const decoder = new Decoder(code);
      expect(Uint8Array.from(p1, (p) => Number(decoder.decode(p)))).toEqual(bits);
      expect(decoder.exact).toBe(true);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('carries through a long run of ff', () => {
    // Bits that keep 1/2 inside the interval: its lower end reads 7f ff ff ..., and the code waits for a carry.
    const random = new Random(9);
    const p1 = Uint32Array.from({ length: 1500 }, () => 2 ** 22 + random.below(2 ** 23));
    const half = Uint8Array.of(0x80, ...new Uint8Array(4000));
    const bits = decode(probe, half, p1);
    expect(bits.length).toBe(p1.length);
    const code = encode(probe, { bits, p1 }) as Uint8Array;
    expect(code.length).toBeGreaterThan(100);
    expect(code).toEqual(half.subarray(0, code.length));
    const ends = new Set<string>();
    for (let length = 900; length < p1.length; length += 7) {
      // The last decision leaves 1/2 to one side; some noise makes the code go on.
      const cut = { bits: bits.slice(0, length + 40), p1: p1.slice(0, length + 40) };
      cut.bits[length - 1] = 1 - get(cut.bits, length - 1);
      const code = encode(probe, cut) as Uint8Array;
      expect(decode(probe, code, cut.p1)).toEqual(cut.bits);
      ends.add(Buffer.from(code.subarray(0, 20)).toString('hex'));
    }
    expect(ends).toEqual(new Set([`80${'00'.repeat(19)}`, `7f${'ff'.repeat(19)}`]));
  });

  it('spends no byte on nothing, nor on what it was sure of', () => {
    const nothing = { bits: new Uint8Array(0), p1: new Uint32Array(0) };
    expect(encode(probe, nothing)).toEqual(new Uint8Array(0));
    const sure = {
      bits: new Uint8Array(1000).fill(1),
      p1: new Uint32Array(1000).fill(UNIT - 1),
    };
    expect(encode(probe, sure)).toEqual(new Uint8Array(0));
    const unsure = { bits: new Uint8Array(1000), p1: new Uint32Array(1000).fill(1) };
    expect(encode(probe, unsure)).toHaveLength(1);
  });

  it('writes nothing beyond its room, and reports it', () => {
    const decisions = draw(10_000, () => UNIT / 2);
    const length = encode(probe, decisions)?.length ?? 0;
    expect(length).toBeGreaterThan(1200);
    expect(encode(probe, decisions, length)).toHaveLength(length);
    for (const room of [0, 1, 100, length - 1]) expect(encode(probe, decisions, room)).toBeNull();
  });

  it('notices that a code ends too early', () => {
    const { p1, ...rest } = draw(10_000, () => UNIT / 2);
    const code = encode(probe, { p1, ...rest }) as Uint8Array;
    for (const length of [0, 1, 600, code.length - 20]) {
      const bits = decode(probe, code.subarray(0, length), p1);
      expect(bits.length).toBeLessThan(p1.length);
      // At a bit a decision: not before the code and its look-ahead are used up, and not long after.
      expect(bits.length).toBeGreaterThanOrEqual(8 * length);
      expect(bits.length).toBeLessThan(8 * (length + 12));
    }
  });
});
