import { allocate } from '../memory/arena';
import { FAMILY, TRACE } from '../spec.generated';

/** Rows that the buffer holds: 140 KB, which the host reads in some microseconds. */
const ROWS = 2048;

/** Most rows of a step: lanes of a network. */
const MOST_PER_STEP = 64;

/** Bytes of a row. */
const ROW: usize = 4 * (TRACE.VOTES + FAMILY.COUNT);

/**
 * What encoding finds out about each byte, where the plan asks for it: a row of f32 for each byte (TRACE). The host reads
 * the rows after each call of advance, which ends when the buffer is full.
 */
export class Trace {
  /** Address of the rows, and how many there are. */
  readonly rows: usize = allocate(<usize>ROWS * ROW);
  count: i32 = 0;
  private row: usize = 0;

  /** Forgets the rows: the host has them. */
  clear(): void {
    this.count = 0;
  }

  /** Whether the next step may not fit. */
  get full(): bool {
    return this.count > ROWS - MOST_PER_STEP;
  }

  /** Begins the row of byte `at` of the block. */
  begin(at: i32): void {
    this.row = this.rows + <usize>this.count * ROW;
    this.count++;
    memory.fill(this.row, 0, ROW);
    // An i32: the index of a byte may have 28 bits, and an f32 has 24.
    store<i32>(this.row, at, 4 * TRACE.AT);
  }

  /** Adds bits that were spent on the byte. */
  spend(bits: f32): void {
    const address = this.row + 4 * TRACE.BITS;
    store<f32>(address, load<f32>(address) + bits);
  }

  /** Adds bits that a family of experts saved of the byte's eight; negative where it misled. */
  vote(family: i32, bits: f32): void {
    const address = this.row + ((<usize>(TRACE.VOTES + family)) << 2);
    store<f32>(address, load<f32>(address) + bits);
  }
}
