/** Adds up the progress of the blocks at work and reports it to the caller at intervals. */
import type { BlockProgress } from '../codec/block-coder.js';
import type { Learning, Progress } from '../types.js';

/** Shortest time between two reports, milliseconds. */
const INTERVAL_MS = 40;

/** Sets the progress of one block. */
export type BlockReport = (progress: BlockProgress) => void;

export class Meter {
  readonly #report: ((progress: Progress) => void) | undefined;
  readonly #totalIn: number | undefined;
  #in = 0;
  #out = 0;
  /** The largest `bytesOut` reported so far. */
  #mostOut = 0;
  /** The blocks whose models are being primed, the oldest first. */
  readonly #learning = new Map<BlockReport, Learning>();
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

  /** Adds a block of `length` bytes of data, which stand for `weight` bytes of input. */
  block(length: number, weight: number): BlockReport {
    let lastIn = 0;
    let lastOut = 0;
    const report: BlockReport = ({ coded, produced, learning }) => {
      if (learning) this.#learning.set(report, learning);
      else this.#learning.delete(report);
      const now = Math.floor(weight * (coded / length));
      this.#in += now - lastIn;
      this.#out += produced - lastOut;
      lastIn = now;
      lastOut = produced;
      this.#update();
    };
    return report;
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
