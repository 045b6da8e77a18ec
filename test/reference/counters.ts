/** NUMERICS.md, section 16: plain counters of contexts. */
import { stretchedOf } from './adaptive.js';
import { f } from './float32.js';
import { combine, STEP, type Trail } from './trail.js';

const MOST_SEEN = 15;
const GAINS = Array.from({ length: 16 }, (_, n) => Math.floor(f(65536 / f(n + f(1.6)))));

/** Counters of the nodes 1 to 15 of a nibble: P(1) in the upper 12 bits, what was seen in the lower 4. */
class Slot {
  check = 0;
  readonly counters = new Uint16Array(16);

  get seen(): number {
    return (this.counters[1] as number) & MOST_SEEN;
  }
}

type Line = readonly [Slot, Slot];

function find(line: Line, check: number): Slot {
  const known = line.find((slot) => slot.check === check);
  if (known) return known;
  const [first, second] = line;
  const [slot, other] = first.seen <= second.seen ? [first, second] : [second, first];
  if (other.seen > 1) other.counters[1] = (other.counters[1] as number) - 1;
  slot.counters.fill(0x8000);
  slot.check = check;
  return slot;
}

export class Counters {
  private readonly lines = new Map<number, Line>();
  private hashes: readonly number[] = [];
  private slots: readonly Slot[] = [];
  private node = 1;

  constructor(
    private readonly trail: Trail,
    private readonly bits: number,
  ) {}

  beginByte(hashes: readonly number[]): void {
    this.hashes = hashes;
    this.find();
  }

  beginNibble(): void {
    this.hashes = this.hashes.map((hash) => combine(hash, this.trail.partial));
    this.find();
  }

  private find(): void {
    this.node = 1;
    this.slots = this.hashes.map((hash) => {
      const number = Math.imul(hash, 0x85ebca6b) >>> (32 - this.bits);
      const line = this.lines.get(number) ?? [new Slot(), new Slot()];
      this.lines.set(number, line);
      return find(line, Math.imul(hash, STEP) >>> 16);
    });
  }

  /** An input of each. */
  predict(): number[] {
    return this.slots.map(({ counters }) => {
      const counter = counters[this.node] as number;
      return counter & MOST_SEEN ? stretchedOf(counter >> 4) : 0;
    });
  }

  learn(bit: number): void {
    for (const { counters } of this.slots) {
      const counter = counters[this.node] as number;
      const seen = counter & MOST_SEEN;
      const half = (GAINS[seen] as number) >> 1;
      const p = (counter | MOST_SEEN) + (((bit * 65535 - counter) * half) >> 15);
      const bounded = Math.max(0, Math.min(65535, p));
      counters[this.node] = (bounded & ~MOST_SEEN) | Math.min(MOST_SEEN, seen + 1);
    }
    this.node = 2 * this.node + bit;
  }
}
