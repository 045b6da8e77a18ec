/** Progress: what the blocks at work report, summed up and passed on now and then. */
import type { Learning, Progress } from '../types.js';

/** Milliseconds between two reports. */
const PAUSE_MS = 40;

/** The share of one block: `length` symbols to code stand for `weight` bytes of input. */
export interface Part {
  /**
   * `coded` of the block's symbols are done, and `out` bytes of the output are made; neither falls. `learning`: what a
   * model of the block learns before it codes on.
   */
  at(coded: number, out: number, learning?: Learning): void;
}

export class Meter {
  readonly #report: ((progress: Progress) => void) | undefined;
  readonly #totalIn: number | undefined;
  #in = 0;
  #out = 0;
  /** The most bytes of output that were reported. */
  #most = 0;
  /** What blocks are learning, the block first that began first. */
  readonly #learning = new Map<Part, Learning>();
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    report: ((progress: Progress) => void) | undefined,
    /** Bytes that will come in, if known. */
    totalIn: number | undefined,
  ) {
    this.#report = report;
    this.#totalIn = totalIn;
  }

  /** Input that belongs to no block was taken in. */
  took(bytes: number): void {
    this.#in += bytes;
    this.#tell();
  }

  /** A block was begun. */
  part(length: number, weight: number): Part {
    let taken = 0;
    let given = 0;
    const part: Part = {
      at: (coded, out, learning) => {
        if (learning) this.#learning.set(part, learning);
        else this.#learning.delete(part);
        const now = Math.floor(weight * (coded / length));
        this.#in += now - taken;
        this.#out += out - given;
        taken = now;
        given = out;
        this.#tell();
      },
    };
    return part;
  }

  /** Output that belongs to no block was made. */
  gave(bytes: number): void {
    this.#out += bytes;
    this.#tell();
  }

  /** Everything is done: one last report. */
  finish(): void {
    this.#last = Number.NEGATIVE_INFINITY;
    this.#most = 0;
    this.#tell();
  }

  #tell(): void {
    if (!this.#report) return;
    const now = performance.now();
    if (now - this.#last < PAUSE_MS) return;
    this.#last = now;
    // A stream that is coded twice ends with the smaller of the two.
    this.#most = Math.max(this.#most, this.#out);
    const [learning] = this.#learning.values();
    this.#report({
      bytesIn: this.#in,
      bytesOut: this.#most,
      ...(this.#totalIn !== undefined && { totalIn: this.#totalIn }),
      ...(learning && { learning }),
    });
  }
}
