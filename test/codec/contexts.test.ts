/** What contexts keep: bit histories, adaptive probabilities, slots, matches. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INITIAL, NEXT, WEIGHT } from '../reference/bit-history.js';
import { Counters } from '../reference/counter.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { Probe } from './support/probe.js';

const probe = new Probe();
const { call, memory } = probe;
const states = call.makeContextTables();
const everyState = Array.from({ length: states }, (_, state) => state);
const anyBits = fc.array(fc.nat(1), { maxLength: 300 });

describe('bit histories', () => {
  it('are those of NUMERICS.md, the same when made again', () => {
    expect(call.makeContextTables()).toBe(NEXT.length);
    expect(everyState.map((s) => [call.nextHistory(s, 0), call.nextHistory(s, 1)])).toEqual(NEXT);
    expect(everyState.map((s) => call.bitsSeen(s))).toEqual(WEIGHT);
    expect(everyState.map((s) => call.initialProbabilityOf(s))).toEqual(INITIAL);
  });

  it('fit a byte and lead to one another, never back to nothing', () => {
    expect(states).toBeLessThanOrEqual(256);
    const next = everyState.flatMap((s) => [call.nextHistory(s, 0), call.nextHistory(s, 1)]);
    expect(Math.min(...next)).toBeGreaterThan(0);
    expect(Math.max(...next)).toBeLessThan(states);
  });

  it('treat zeros and ones alike', () => {
    const stateAfter = (bits: readonly number[]) =>
      bits.reduce((state, bit) => call.nextHistory(state, bit), 0);
    fc.assert(
      fc.property(anyBits, (bits) => {
        const state = stateAfter(bits);
        const opposite = stateAfter(bits.map((bit) => 1 - bit));
        expect(call.bitsSeen(opposite)).toBe(call.bitsSeen(state));
        const sum = call.initialProbabilityOf(state) + call.initialProbabilityOf(opposite);
        expect(Math.abs(sum - 65535)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('expect more of a bit the more often it came, and less when the other comes', () => {
    let state = 0;
    for (let n = 0, p = call.initialProbabilityOf(0); n < 41; n++) {
      state = call.nextHistory(state, 1);
      expect(call.initialProbabilityOf(state)).toBeGreaterThan(p);
      p = call.initialProbabilityOf(state);
    }
    expect(call.nextHistory(state, 1)).toBe(state);
    const broken = call.nextHistory(state, 0);
    expect(call.initialProbabilityOf(broken)).toBeLessThan(call.initialProbabilityOf(state));
    expect(call.bitsSeen(broken)).toBeLessThan(20);
  });
});

describe('an adaptive probability', () => {
  const LIMITS = [1, 6, 30, 255, 511];
  const anyLimit = fc.constantFrom(...LIMITS);
  const p22 = (entry: number) => entry >>> 10;

  it('is that of NUMERICS.md for any bits, and stays between 0 and 1', () => {
    const start = fc.tuple(fc.nat(65535), fc.nat(511), anyLimit);
    fc.assert(
      fc.property(start, anyBits, ([p16, n, limit], bits) => {
        let entry = call.counterEntry(p16, n);
        const other = new Counters(1, () => [p16, n]);
        for (const bit of bits) {
          const before = p22(entry);
          entry = call.updateEntry(entry, bit, limit);
          other.update(0, bit, limit);
          expect(p22(entry)).toBe(other.p22(0));
          if (bit === 1) expect(p22(entry)).toBeGreaterThanOrEqual(before);
          else expect(p22(entry)).toBeLessThanOrEqual(before);
          expect((entry >>> 1) & 511).toBeLessThanOrEqual(Math.max(n, limit));
          expect(call.stretchEntry(entry)).toBe(other.stretched(0));
        }
      }),
    );
  });

  it('moves by the same from wherever it is, four at a time, and keeps its flag', () => {
    const { entries } = probe.floats({ entries: 4 });
    const words = new Uint32Array(memory.buffer, entries.address, 4);
    const anyEntry = fc.oneof(
      fc.nat(2 ** 32 - 1),
      fc.constantFrom(0, 1, 1022, 1023, 2 ** 32 - 1024, 2 ** 32 - 1),
    );
    const four = fc.tuple(anyEntry, anyEntry, anyEntry, anyEntry);
    fc.assert(
      fc.property(four, fc.nat(1), anyLimit, (start, bit, limit) => {
        words.set(start);
        call.updateFour(entries.address, bit, limit);
        const alone = start.map((entry) => call.updateEntry(entry, bit, limit) >>> 0);
        expect([...words]).toEqual(alone);
        expect(alone.map((entry) => entry & 1)).toEqual(start.map((entry) => entry & 1));
      }),
    );
  });

  it('says the same of every probability, four at a time', () => {
    const { entries, inputs } = probe.floats({ entries: 4, inputs: 12 });
    const words = new Uint32Array(memory.buffer, entries.address, 4);
    const flags = new Int32Array(memory.buffer, inputs.address + 32, 4);
    for (let p12 = 0; p12 < 4096; p12++) {
      // Neither the lower bits nor the count are heard.
      words.set([0, 1, 0xffffe, 0xfffff].map((rest) => p12 * 2 ** 20 + rest));
      call.stretchFour(entries.address, inputs.address);
      const counter = new Counters(1, () => [p12 * 16, 0]);
      expect([...inputs.values.subarray(0, 4)]).toEqual(new Array(4).fill(counter.stretched(0)));
      expect([...inputs.values.subarray(4, 8)]).toEqual(new Array(4).fill(counter.centred(0)));
      expect([...flags]).toEqual([0, -1, 0, -1]);
    }
  });

  it.each([0, 1])('goes to its end with bits %i, and not beyond', (bit) => {
    let entry = call.counterEntry(32768, 0);
    for (let i = 0; i < 100_000; i++) entry = call.updateEntry(entry, bit, 511);
    expect(Math.abs(p22(entry) / 2 ** 22 - bit)).toBeLessThan(0.001);
    expect(Math.abs(call.stretchEntry(entry))).toBeLessThan(9.1);
  });

  it('comes to what bits are like', () => {
    const random = new Random(3);
    let entry = call.counterEntry(32768, 0);
    for (let i = 0; i < 20_000; i++)
      entry = call.updateEntry(entry, Number(random.below(10) < 3), 511);
    expect(p22(entry) / 2 ** 22).toBeCloseTo(0.3, 1);
  });
});

describe('slots', () => {
  const BITS = 8;
  const bytes = () => new Uint8Array(memory.buffer);

  function open(): number {
    call.release();
    call.openSlots(BITS);
    expect(call.commit()).toBe(1);
    return call.slotLine(0);
  }

  /** Zeros come at the slot's first node. */
  function visit(slot: number, times: number): void {
    const memory = bytes();
    for (let i = 0; i < times; i++) memory[slot + 1] = call.nextHistory(get(memory, slot + 1), 0);
  }

  it('are found again by their hash, as long as nobody needs them more', () => {
    const first = open();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (hash) => {
        const line = call.slotLine(hash);
        expect(line % 64).toBe(0);
        expect(line - first).toBeLessThan(64 << BITS);
        const slot = call.findSlot(line, hash);
        expect(slot).toBeGreaterThan(line);
        expect(slot + 19).toBeLessThanOrEqual(line + 63);
        expect(call.findSlot(line, hash)).toBe(slot);
      }),
    );
  });

  it('of siblings lie in the same page', () => {
    const first = open();
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (one, other) => {
        const line = call.slotLine(one);
        const sibling = call.slotSibling(line, other);
        expect(sibling % 64).toBe(0);
        expect((sibling - first) >> 12).toBe((line - first) >> 12);
      }),
    );
  });

  it('that saw least are taken, but never the newest', () => {
    const line = open();
    // Three to fill the line, the second of them hardly used.
    const [a, b, c] = [9, 2, 20].map((times, i) => {
      const slot = call.findSlot(line, i + 1);
      visit(slot, times);
      return slot;
    }) as [number, number, number];
    expect(new Set([a, b, c]).size).toBe(3);
    expect(call.findSlot(line, 4)).toBe(b);
    // The newest one saw nothing yet and stays; of the others a saw less.
    expect(call.findSlot(line, 5)).toBe(a);
    expect(call.findSlot(line, 3)).toBe(c);
    expect(get(bytes(), c + 1)).not.toBe(0);
  });

  it('begin empty, whatever was there', () => {
    const line = open();
    const slot = call.findSlot(line, 1);
    bytes().fill(0xaa, slot, slot + 19);
    for (const hash of [2, 3, 4, 5, 6, 7]) call.findSlot(line, hash);
    const anew = call.findSlot(line, 8);
    expect([...bytes().slice(anew, anew + 19)]).toEqual(new Array(19).fill(0));
  });
});

describe('a match', () => {
  const random = new Random(7);
  const PHRASE = random.bytes(60);

  function open(least: number): (bytes: Uint8Array) => number[] {
    call.release();
    call.openMatch(10_000, least);
    const inputs = call.reserve(16);
    expect(call.commit()).toBe(1);
    call.startMatch();
    // What was expected of each byte.
    return (bytes) =>
      Array.from(bytes, (byte) => {
        const expected = call.expectedByte();
        call.takeByte(byte, inputs);
        return expected;
      });
  }

  it.each([3, 6, 20, 32])(
    'of %i bytes is found after these and the next, and not before',
    (least) => {
      const pass = open(least);
      expect(pass(PHRASE).every((byte) => byte === -1)).toBe(true);
      const again = pass(PHRASE);
      expect(again.slice(0, least + 1).every((byte) => byte === -1)).toBe(true);
      expect(again.slice(least + 1)).toEqual([...PHRASE.slice(least + 1)]);
    },
  );

  it('goes on where it was after a byte that differs', () => {
    const pass = open(5);
    pass(PHRASE);
    const edited = PHRASE.slice();
    edited[30] = get(edited, 30) ^ 0xff;
    expect(pass(edited).slice(6)).toEqual([...PHRASE.slice(6)]);
  });

  it('is given up after eight bytes that differ, and found anew', () => {
    const pass = open(5);
    pass(PHRASE);
    pass(PHRASE.subarray(0, 20));
    expect(pass(random.bytes(10)).slice(8)).toEqual([-1, -1]);
    // The newest place counts, and is left when it turns out wrong.
    const found = pass(PHRASE);
    expect(found.slice(6, 20)).toEqual([...PHRASE.slice(6, 20)]);
    expect(found.slice(22)).toEqual([...PHRASE.slice(22)]);
  });

  it('is believed the more the longer it holds', () => {
    call.release();
    call.openMatch(10_000, 4);
    const inputs = call.reserve(16);
    call.commit();
    call.startMatch();
    const agreed: number[] = [];
    for (let round = 0; round < 20; round++)
      for (const byte of PHRASE) agreed.push(call.takeByte(byte, inputs));
    expect(agreed.slice(0, 60).every((sum) => sum === 0)).toBe(true);
    expect(get(agreed, 70)).toBeGreaterThan(0);
    expect(get(agreed, 1190)).toBeGreaterThan(get(agreed, 70));
  });
});
