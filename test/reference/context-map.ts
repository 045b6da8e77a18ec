/** NUMERICS.md, section 16: the inputs of contexts, from their bit histories and runs. */
import { DETERMINISTIC, INITIAL, NEXT } from './bit-history.js';
import { Counters } from './counter.js';
import type { Vector } from './float32.js';
import { combine, type History } from './history.js';
import { NODES, Slots } from './slots.js';

const LONGEST_RUN = 15;

/** Contexts that are worked on together. */
const GROUP = 4;

/** Inputs of a context. */
export const INPUTS = 3;

/** Counters of a context's state map and run map. */
const STATES = 256;
const RUNS = 2 * (LONGEST_RUN + 1);

export class ContextMap {
  /** Contexts, with those that fill up the last group. */
  readonly size: number;
  /** Contexts whose slot was known when the nibble began. */
  known = 0;
  private readonly slots: Slots;
  private readonly stateMaps: Counters;
  private readonly runMaps: Counters;
  // By context:
  private readonly hash: Uint32Array;
  private readonly line: Uint32Array;
  private readonly firstSlot: Uint32Array;
  private readonly slot: Uint32Array;
  private readonly runLength: Uint8Array;
  /** The byte that the run expects behind a leading 1, 0 = none. */
  private readonly expected: Uint16Array;
  /** The counter of the run maps that gave an input, -1 = none. */
  private readonly run: Int32Array;
  private node = 1;

  /** `count` contexts over 2^bits lines. */
  constructor(
    private readonly history: History,
    count: number,
    bits: number,
    private readonly limit: number,
  ) {
    const size = Math.ceil(count / GROUP) * GROUP;
    this.size = size;
    this.slots = new Slots(bits);
    this.stateMaps = new Counters(size * STATES, (i) => [INITIAL[i % STATES] ?? 0, 6]);
    this.runMaps = new Counters(size * RUNS, (i) => [i % 2 ? 49152 : 16384, 0]);
    this.hash = new Uint32Array(size);
    this.line = new Uint32Array(size);
    this.firstSlot = new Uint32Array(size);
    this.slot = new Uint32Array(size);
    this.runLength = new Uint8Array(size);
    this.expected = new Uint16Array(size);
    this.run = new Int32Array(size);
  }

  /** The contexts begin: a hash each, 0 for those that fill up the last group. */
  begin(hashes: readonly number[]): void {
    const { slots, hash, line } = this;
    for (let i = 0; i < this.size; i++) {
      hash[i] = hashes[i] ?? 0;
      line[i] = slots.line(hash[i] as number);
    }
    this.find();
    for (let i = 0; i < this.size; i++) this.firstSlot[i] = this.slot[i] as number;
  }

  beginNibble(): void {
    const { slots, hash, line, history } = this;
    for (let i = 0; i < this.size; i++) {
      hash[i] = combine(hash[i] as number, history.partial);
      line[i] = slots.sibling(line[i] as number, hash[i] as number);
    }
    this.find();
  }

  /** Finds the slots, one after the other; when a byte begins, reads their runs. */
  private find(): void {
    const { slots, history } = this;
    this.known = 0;
    this.node = 1;
    for (let i = 0; i < this.size; i++) {
      const slot = slots.find(this.line[i] as number, this.hash[i] as number);
      this.slot[i] = slot;
      if (slots.states[slot * NODES + 1] !== 0) this.known++;
      if (history.bits !== 0) continue;
      const length = slots.runLength[slot] as number;
      this.runLength[i] = Math.min(length, LONGEST_RUN);
      this.expected[i] = length > 0 ? 256 + (slots.runByte[slot] as number) : 0;
    }
  }

  /** How many of the contexts from .. to have a state other than 0 at node 1. */
  knownOf(from: number, to: number): number {
    let known = 0;
    for (let i = from; i < to; i++)
      if (this.slots.states[(this.slot[i] as number) * NODES + 1] !== 0) known++;
    return known;
  }

  /** Writes the inputs to x: of each group all first inputs, then all second, then all third. */
  predict(x: Vector): void {
    const { bits, partial } = this.history;
    for (let i = 0; i < this.size; i++) {
      const state = this.state(i);
      const counter = i * STATES + state;
      const at = Math.floor(i / GROUP) * GROUP * INPUTS + (i % GROUP);
      x[at] = this.stateMaps.stretched(counter);
      const expected = this.expected[i] as number;
      const agrees = expected >> (8 - bits) === partial;
      const bit = (expected >> (7 - bits)) & 1;
      const run = agrees ? i * RUNS + 2 * (this.runLength[i] as number) + bit : -1;
      this.run[i] = run;
      x[at + GROUP] = agrees ? this.runMaps.stretched(run) : 0;
      x[at + 2 * GROUP] = DETERMINISTIC[state] ? this.stateMaps.centred(counter) : 0;
    }
  }

  update(bit: number): void {
    for (let first = 0; first < this.size; first += GROUP) {
      for (let i = first; i < first + GROUP; i++) {
        this.stateMaps.update(i * STATES + this.state(i), bit, this.limit);
        const run = this.run[i] as number;
        if (run >= 0) this.runMaps.update(run, bit, this.limit);
      }
      // Contexts of a group may share a slot: its state moves once for each of them.
      for (let i = first; i < first + GROUP; i++) {
        const at = (this.slot[i] as number) * NODES + this.node;
        this.slots.states[at] = NEXT[this.state(i)]?.[bit] as number;
      }
    }
    this.node = 2 * this.node + bit;
  }

  private state(i: number): number {
    return this.slots.states[(this.slot[i] as number) * NODES + this.node] as number;
  }

  endByte(byte: number): void {
    const { runLength, runByte } = this.slots;
    for (const slot of this.firstSlot) {
      const length = runLength[slot] as number;
      const again = length > 0 && runByte[slot] === byte;
      runLength[slot] = again ? Math.min(255, length + 1) : 1;
      runByte[slot] = byte;
    }
  }
}
