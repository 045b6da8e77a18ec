/** NUMERICS.md, section 16: what contexts say about the next bit. */
import { Adaptive } from './adaptive.js';
import { CERTAIN, INITIAL, NEXT } from './bit-history.js';
import { type Slot, Slots } from './slots.js';
import { combine, type Trail } from './trail.js';

const LONGEST_RUN = 15;

/** So many are worked on at a time. */
const TOGETHER = 4;

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
    const history = this.histories[state] as Adaptive;
    this.run = null;
    if (this.expected !== null && this.expected >> (8 - bits) === partial) {
      const bit = (this.expected >> (7 - bits)) & 1;
      this.run = this.runs[2 * this.length + bit] as Adaptive;
    }
    return [history.stretched, this.run?.stretched ?? 0, CERTAIN[state] ? history.centred : 0];
  }

  /** Teaches what the history at the node and the run are worth. */
  hear(node: number, bit: number): void {
    this.histories[this.slot?.histories[node] as number]?.learn(bit, this.limit);
    this.run?.learn(bit, this.limit);
  }

  remember(node: number, bit: number): void {
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
  private readonly fours: readonly (readonly Context[])[];
  private node = 1;

  constructor(
    private readonly trail: Trail,
    size: number,
    bits: number,
    limit: number,
  ) {
    const slots = new Slots(bits);
    const fours = Math.ceil(size / TOGETHER);
    this.contexts = Array.from({ length: fours * TOGETHER }, () => new Context(slots, limit));
    this.fours = Array.from({ length: fours }, (_, i) =>
      this.contexts.slice(i * TOGETHER, (i + 1) * TOGETHER),
    );
  }

  get size(): number {
    return this.contexts.length;
  }

  /** Contexts that fill up the last four have the hash 0. */
  beginByte(hashes: readonly number[]): void {
    this.contexts.forEach((context, i) => {
      context.chooseFirst(hashes[i] ?? 0);
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

  /** Of four contexts all first inputs, then all second ones, then all third. */
  predict(): number[] {
    return this.fours.flatMap((four) => {
      const said = four.map((context) => context.speak(this.node, this.trail));
      return [0, 1, 2].flatMap((input) => said.map((inputs) => inputs[input] as number));
    });
  }

  /** Some contexts may share a slot: the state there moves for each of them, once four have learned what it is worth. */
  learn(bit: number): void {
    for (const four of this.fours) {
      for (const context of four) context.hear(this.node, bit);
      for (const context of four) context.remember(this.node, bit);
    }
    this.node = 2 * this.node + bit;
  }

  endByte(byte: number): void {
    for (const context of this.contexts) context.endByte(byte);
  }
}
