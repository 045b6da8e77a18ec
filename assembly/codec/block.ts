import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { STATUS } from '../spec.generated';
import { exhausted, grant, spend } from '../work/budget';
import { Plan } from './plan';

/** One block on its way through the codec, in either direction. Laid out by its constructor, in memory only later. */
export abstract class Block {
  /** Where the host writes the block (encode) or its code (decode), finds the result, and writes the dictionary. */
  input: usize = 0;
  output: usize = 0;
  dictionary: usize = 0;
  /** Set by the constructors of those who derive from it. */
  protected encoder!: Encoder;
  /** Units of work of a step beside the network (work/budget.ts), and of a byte all in all. Set like the encoder. */
  protected stepUnits: f64 = 0;
  units: f64 = 0;
  private decoder: Decoder | null = null;
  private initialised: bool = false;
  private primed: i32 = 0;
  private coded: i32 = 0;
  /** Bytes of the step whose learning is under way. */
  private pending: i32 = 0;

  constructor(protected readonly plan: Plan) {}

  /** A helper thread's share of the work. */
  abstract assist(): void;

  /** Sets tables and initial weights: a piece of them. False while there is more to do. */
  protected abstract initialise(): bool;

  /** Takes in a byte of the dictionary. */
  protected abstract prime(byte: i32): void;

  /** Encodes the next byte, or the next of every lane; returns how many. */
  protected abstract encodeStep(encoder: Encoder): i32;

  /** The inverse of encodeStep. */
  protected abstract decodeStep(decoder: Decoder): i32;

  /** Learns from the step and makes ready for the next, if there is one. False while there is more to do. */
  protected abstract settle(more: bool): bool;

  /** True when the state is no longer finite. */
  protected abstract get diverged(): bool;

  /**
   * Codes on until `units` of work are done (work/budget.ts) or all bytes are coded; a piece of the work at least. Returns
   * the bytes coded so far, or an error below zero. The work before the first byte counts too: initial weights and the
   * dictionary.
   */
  advance(units: f64): i32 {
    grant(units);
    const plan = this.plan;
    // Not before: a decoder reads its first bytes at once, and the host writes them after open.
    if (plan.decodes && this.decoder == null)
      this.decoder = new Decoder(this.input, this.input + plan.codedLength);
    while (!this.initialised) {
      this.initialised = this.initialise();
      if (exhausted()) return 0;
    }
    const length = plan.blockLength;
    while (this.settle(this.coded + this.pending < length)) {
      if (this.diverged) return STATUS.DIVERGED;
      this.coded += this.pending;
      this.pending = 0;
      if (plan.decodes ? this.decoder!.overrun : this.encoder.overflowed)
        return plan.decodes ? STATUS.OVERRUN : STATUS.EXPANDED;
      if (this.coded == length || exhausted()) break;
      spend(this.stepUnits);
      if (this.primed < plan.dictionaryLength)
        this.prime(load<u8>(this.dictionary + this.primed++));
      else
        this.pending = plan.decodes
          ? this.decodeStep(this.decoder!)
          : this.encodeStep(this.encoder);
    }
    return this.coded;
  }

  /** Bytes of the output that are certain by now; no more than finish returns. */
  get produced(): i32 {
    return this.plan.decodes ? this.coded : min(this.encoder.length, this.plan.blockLength);
  }

  /** Bytes of the dictionary that are learned. */
  get learned(): i32 {
    return this.primed;
  }

  /** Ends the code; returns the bytes of the output, or INEXACT. */
  finish(): i32 {
    if (!this.plan.decodes) return this.encoder.finish();
    return this.decoder!.exact ? this.plan.blockLength : STATUS.INEXACT;
  }
}
