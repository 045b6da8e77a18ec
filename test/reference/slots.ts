/** NUMERICS.md, section 15: the table in which contexts keep bit histories and runs. */
import { WEIGHT } from './bit-history.js';
import { scatter } from './history.js';

/** Bit histories of a slot, by node; node 0 is not used. */
export const NODES = 16;

/** Slots of a line, and lines that the second nibble stays within. */
const SLOTS = 3;
const GROUP = 64;

export class Slots {
  /** By slot. */
  readonly runLength: Uint8Array;
  readonly runByte: Uint8Array;
  /** By NODES * slot + node. */
  readonly states: Uint8Array;
  private readonly checks: Uint16Array;
  /** By line: which of its slots was found last. */
  private readonly last: Uint8Array;

  /** 2^bits lines. */
  constructor(private readonly bits: number) {
    const lines = 2 ** bits;
    this.runLength = new Uint8Array(lines * SLOTS);
    this.runByte = new Uint8Array(lines * SLOTS);
    this.states = new Uint8Array(lines * SLOTS * NODES);
    this.checks = new Uint16Array(lines * SLOTS);
    this.last = new Uint8Array(lines);
  }

  /** The line of a hash. */
  line(hash: number): number {
    return scatter(hash, this.bits);
  }

  /** The line of a hash among the same 64 as `line`. */
  sibling(line: number, hash: number): number {
    return line - (line % GROUP) + (scatter(hash, 6) % 2 ** this.bits);
  }

  /** The slot of a hash in its line. */
  find(line: number, hash: number): number {
    const check = Math.imul(hash, 0xc2b2ae35) >>> 16;
    const first = line * SLOTS;
    for (let k = 0; k < SLOTS; k++) if (this.checks[first + k] === check) return this.use(line, k);
    const last = this.last[line];
    const [a, b] = last === 0 ? [1, 2] : last === 1 ? [0, 2] : [0, 1];
    const slot = this.use(line, this.weight(first + a) <= this.weight(first + b) ? a : b);
    this.checks[slot] = check;
    this.runLength[slot] = 0;
    this.runByte[slot] = 0;
    this.states.fill(0, slot * NODES, (slot + 1) * NODES);
    return slot;
  }

  private use(line: number, k: number): number {
    this.last[line] = k;
    return line * SLOTS + k;
  }

  private weight(slot: number): number {
    return WEIGHT[this.states[slot * NODES + 1] as number] as number;
  }
}
