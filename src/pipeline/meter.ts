/** Progress: what the blocks at work report, summed up and passed on now and then. */
import type { Progress } from '../types.js';

/** Milliseconds between two reports. */
const PAUSE_MS = 40;

/** The share of one block: `length` symbols to code stand for `weight` bytes of input. */
export interface Part {
  /** `coded` of the block's symbols are done; never falls. */
  at(coded: number): void;
}

export class Meter {
  readonly #report: ((progress: Progress) => void) | undefined;
  readonly #totalIn: number | undefined;
  #in = 0;
  #out = 0;
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    report: ((progress: Progress) => void) | undefined,
    /** Bytes that will come in, if known. */
    totalIn: number | undefined,
  ) {
    this.#report = report;
    this.#totalIn = totalIn;
  }

  /** Input that needs no coding was taken in. */
  took(bytes: number): void {
    this.#in += bytes;
    this.#tell();
  }

  /** A block was begun. */
  part(length: number, weight: number): Part {
    let told = 0;
    return {
      at: (coded) => {
        const now = Math.floor(weight * (coded / length));
        this.#in += now - told;
        told = now;
        this.#tell();
      },
    };
  }

  /** Output was handed out. */
  gave(bytes: number): void {
    this.#out += bytes;
    this.#tell();
  }

  /** Everything is done: one last report. */
  finish(): void {
    this.#last = Number.NEGATIVE_INFINITY;
    this.#tell();
  }

  #tell(): void {
    if (!this.#report) return;
    const now = performance.now();
    if (now - this.#last < PAUSE_MS) return;
    this.#last = now;
    this.#report({
      bytesIn: this.#in,
      bytesOut: this.#out,
      ...(this.#totalIn !== undefined && { totalIn: this.#totalIn }),
    });
  }
}
