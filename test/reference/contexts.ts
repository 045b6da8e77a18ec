/** NUMERICS.md, section 16: what contexts say about the next bit. */
import { Adaptive } from './adaptive.js';
import { CERTAIN, INITIAL, NEXT } from './bit-history.js';
import { type Slot, Slots } from './slots.js';
import { combine, type Trail } from './trail.js';

const LONGEST_RUN = 15;

class Context {
  private readonly histories = INITIAL.map((p) => new Adaptive(p, 6));
  /** By the length of a run and the bit that it expects. */
  private readonly runs = Array.from(
    { length: 2 * (LONGEST_RUN + 1) },
    (_, i) => new Adaptive(i % 2 ? 49152 : 16384, 0),
  );
  private hash = 0;
  private line = 0;
  private first: Slot | null = null;
  private slot: Slot | null = null;
  private length = 0;
  private expected: number | null = null;
  private history: Adaptive | null = null;
  private run: Adaptive | null = null;

  constructor(
    private readonly slots: Slots,
    private readonly limit: number,
  ) {}

  chooseFirst(hash: number): void {
    this.hash = hash;
    this.line = this.slots.line(hash);
  }

  chooseSecond(nibble: number): void {
    this.hash = combine(this.hash, nibble);
    this.line = this.slots.sibling(this.line, this.hash);
  }

  /** Finds the slot; whether anything is known there. */
  find(isFirst: boolean): boolean {
    const slot = this.slots.find(this.line, this.hash);
    this.slot = slot;
    if (isFirst) {
      this.first = slot;
      this.length = Math.min(slot.runLength, LONGEST_RUN);
      this.expected = slot.runLength > 0 ? slot.runByte + 256 : null;
    }
    return slot.histories[1] !== 0;
  }

  /** Three inputs. */
  speak(node: number, { bits, partial }: Trail): [number, number, number] {
    const state = this.slot?.histories[node] as number;
    this.history = this.histories[state] as Adaptive;
    this.run = null;
    if (this.expected !== null && this.expected >> (8 - bits) === partial) {
      const bit = (this.expected >> (7 - bits)) & 1;
      this.run = this.runs[2 * this.length + bit] as Adaptive;
    }
    const certain = CERTAIN[state] ? (this.history.p12 - 2048) / 512 : 0;
    return [this.history.stretched, this.run?.stretched ?? 0, certain];
  }

  hear(node: number, bit: number): void {
    this.history?.learn(bit, this.limit);
    this.run?.learn(bit, this.limit);
    const { histories } = this.slot as Slot;
    histories[node] = NEXT[histories[node] as number]?.[bit] as number;
  }

  endByte(byte: number): void {
    const slot = this.first as Slot;
    if (slot.runLength > 0 && slot.runByte === byte) {
      slot.runLength = Math.min(255, slot.runLength + 1);
    } else {
      slot.runLength = 1;
      slot.runByte = byte;
    }
  }
}

export class Contexts {
  /** How many knew something when the nibble began. */
  known = 0;
  private readonly contexts: readonly Context[];
  private node = 1;

  constructor(
    private readonly trail: Trail,
    size: number,
    bits: number,
    limit: number,
  ) {
    const slots = new Slots(bits);
    this.contexts = Array.from({ length: size }, () => new Context(slots, limit));
  }

  get size(): number {
    return this.contexts.length;
  }

  beginByte(hashes: readonly number[]): void {
    this.contexts.forEach((context, i) => {
      context.chooseFirst(hashes[i] as number);
    });
    this.begin(true);
  }

  beginNibble(): void {
    const nibble = this.trail.partial;
    for (const context of this.contexts) context.chooseSecond(nibble);
    this.begin(false);
  }

  private begin(isFirst: boolean): void {
    this.known = this.contexts.filter((context) => context.find(isFirst)).length;
    this.node = 1;
  }

  /** The inputs for the first bit of a nibble. */
  predict(): number[] {
    return this.contexts.flatMap((context) => context.speak(1, this.trail));
  }

  /** Each context learns the bit and says of the next one in turn: two of them may share a slot. */
  proceed(bit: number): number[] {
    const node = this.node;
    this.node = 2 * node + bit;
    return this.contexts.flatMap((context) => {
      context.hear(node, bit);
      return context.speak(this.node, this.trail);
    });
  }

  learn(bit: number): void {
    for (const context of this.contexts) context.hear(this.node, bit);
  }

  endByte(byte: number): void {
    for (const context of this.contexts) context.endByte(byte);
  }
}
