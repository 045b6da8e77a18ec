import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { Plan } from './plan';

/** Results of advance below zero. */
export const DIVERGED = -1;
export const OVERRUN = -2;
export const EXPANDED = -3;
/** Result of finish: the code is none that an encoder writes. */
export const INEXACT = -5;

/** One block on its way through the codec, in either direction. Laid out by its constructor, in memory only later. */
export abstract class Block {
  /** Where the host writes the block (encode) or its code (decode), finds the result, and writes the dictionary. */
  input: usize = 0;
  output: usize = 0;
  dictionary: usize = 0;
  /** Set by the constructors of those who derive from it. */
  protected encoder!: Encoder;
  private decoder: Decoder | null = null;
  private primed: i32 = 0;
  private coded: i32 = 0;

  constructor(protected readonly plan: Plan) {}

  /** Sets tables and initial weights, once the memory is there. */
  abstract initialise(): void;

  /** A companion's share of the work. */
  abstract assist(): void;

  /** Learns a byte of the dictionary; false when the state has diverged. */
  protected abstract prime(byte: i32): bool;

  /** Encodes the next byte, or the next of every lane; returns how many, 0 when the state has diverged. */
  protected abstract encodeStep(encoder: Encoder): i32;

  /** The inverse of encodeStep. */
  protected abstract decodeStep(decoder: Decoder): i32;

  /**
   * Codes at least `count` more bytes, or to the end; returns the bytes coded so far, or an error below zero. Bytes of
   * the dictionary count as well: none may be coded yet.
   */
  advance(count: i32): i32 {
    const plan = this.plan;
    for (; this.primed < plan.dictionaryLength; count--) {
      if (count <= 0) return 0;
      if (!this.prime(load<u8>(this.dictionary + this.primed++))) return DIVERGED;
    }
    const length = plan.blockLength;
    const goal = count < length - this.coded ? this.coded + count : length;
    return plan.decodes ? this.decodeTo(goal) : this.encodeTo(goal);
  }

  private encodeTo(goal: i32): i32 {
    const encoder = this.encoder;
    while (this.coded < goal) {
      const done = this.encodeStep(encoder);
      if (done == 0) return DIVERGED;
      this.coded += done;
      if (encoder.overflowed) return EXPANDED;
    }
    return this.coded;
  }

  private decodeTo(goal: i32): i32 {
    // Not before: a decoder reads its first bytes at once, and the host writes them after open.
    if (this.decoder == null)
      this.decoder = new Decoder(this.input, this.input + this.plan.codedLength);
    const decoder = this.decoder!;
    while (this.coded < goal) {
      const done = this.decodeStep(decoder);
      if (done == 0) return DIVERGED;
      this.coded += done;
      if (decoder.overrun) return OVERRUN;
    }
    return this.coded;
  }

  /** Bytes of the output that are certain by now; no more than finish returns. */
  get produced(): i32 {
    return this.plan.decodes ? this.coded : min(this.encoder.length, this.plan.blockLength);
  }

  /** Ends the code; returns the bytes of the output, or INEXACT. */
  finish(): i32 {
    if (!this.plan.decodes) return this.encoder.finish();
    return this.decoder!.exact ? this.plan.blockLength : INEXACT;
  }
}
