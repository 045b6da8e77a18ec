/** NUMERICS.md, section 15: the table in which contexts keep what they know. */
import { SEEN } from './bit-history.js';
import { STEP } from './trail.js';

/** What a context knows about a nibble: the histories of its nodes 1 to 15, and of a byte's first nibble a run. */
export class Slot {
  check = 0;
  readonly histories = new Uint8Array(16);
  runLength = 0;
  runByte = 0;

  get worth(): number {
    return SEEN[this.histories[1] as number] as number;
  }

  take(check: number): void {
    this.check = check;
    this.histories.fill(0);
    this.runLength = 0;
    this.runByte = 0;
  }
}

class Line {
  private readonly slots = [new Slot(), new Slot(), new Slot()] as const;
  private newest: Slot = this.slots[0];

  find(check: number): Slot {
    const known = this.slots.find((slot) => slot.check === check);
    if (known) {
      this.newest = known;
      return known;
    }
    const [a, b] = this.slots.filter((slot) => slot !== this.newest) as [Slot, Slot];
    this.newest = a.worth <= b.worth ? a : b;
    this.newest.take(check);
    return this.newest;
  }
}

/** Lines of a page, in which the second nibble stays. */
const PAGE = 64;

export class Slots {
  private readonly lines = new Map<number, Line>();

  constructor(private readonly bits: number) {}

  /** The number of the line for a hash. */
  line(hash: number): number {
    return Math.imul(hash, STEP) >>> (32 - this.bits);
  }

  /** The one in the same page as `line`. */
  sibling(line: number, hash: number): number {
    const place = (Math.imul(hash, STEP) >>> 26) % 2 ** this.bits;
    return line - (line % PAGE) + place;
  }

  find(number: number, hash: number): Slot {
    const line = this.lines.get(number) ?? new Line();
    this.lines.set(number, line);
    return line.find(Math.imul(hash, 0xc2b2ae35) >>> 16);
  }
}
