/** Adds up the progress of the blocks at work and reports it to the caller at intervals. */
import type { Learning, Progress } from '../types.js';

/** Shortest time between two reports, milliseconds. */
const INTERVAL_MS = 40;

export interface BlockMeter {
  /**
   * Sets the progress of the block. `coded`: symbols coded so far; `out`: bytes of output so far. Neither decreases.
   * `learning`: present while a model of the block is primed.
   */
  set(coded: number, out: number, learning?: Learning): void;
}

export class Meter {
  readonly #report: ((progress: Progress) => void) | undefined;
  readonly #totalIn: number | undefined;
  #in = 0;
  #out = 0;
  /** The largest `bytesOut` reported so far. */
  #mostOut = 0;
  /** The blocks whose models are being primed, the oldest first. */
  readonly #learning = new Map<BlockMeter, Learning>();
  #last = Number.NEGATIVE_INFINITY;

  /** @param totalIn Length of the input in bytes, if known. */
  constructor(report: ((progress: Progress) => void) | undefined, totalIn: number | undefined) {
    this.#report = report;
    this.#totalIn = totalIn;
  }

  /** Counts bytes of input outside of blocks. */
  addInput(bytes: number): void {
    this.#in += bytes;
    this.#update();
  }

  /** Adds a block of `length` symbols, which stand for `weight` bytes of input. */
  block(length: number, weight: number): BlockMeter {
    let lastIn = 0;
    let lastOut = 0;
    const block: BlockMeter = {
      set: (coded, out, learning) => {
        if (learning) this.#learning.set(block, learning);
        else this.#learning.delete(block);
        const now = Math.floor(weight * (coded / length));
        this.#in += now - lastIn;
        this.#out += out - lastOut;
        lastIn = now;
        lastOut = out;
        this.#update();
      },
    };
    return block;
  }

  /** Counts bytes of output outside of blocks. */
  addOutput(bytes: number): void {
    this.#out += bytes;
    this.#update();
  }

  /** Makes the last report, which is exact. */
  finish(): void {
    this.#last = Number.NEGATIVE_INFINITY;
    this.#mostOut = 0;
    this.#update();
  }

  #update(): void {
    if (!this.#report) return;
    const now = performance.now();
    if (now - this.#last < INTERVAL_MS) return;
    this.#last = now;
    // A stream that is coded twice ends with the smaller output of the two.
    this.#mostOut = Math.max(this.#mostOut, this.#out);
    const [learning] = this.#learning.values();
    this.#report({
      bytesIn: this.#in,
      bytesOut: this.#mostOut,
      ...(this.#totalIn !== undefined && { totalIn: this.#totalIn }),
      ...(learning && { learning }),
    });
  }
}
