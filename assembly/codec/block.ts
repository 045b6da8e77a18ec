import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { Network } from '../net/network';
import { STATUS } from '../spec.generated';
import { exhausted, grant, spend } from '../work/budget';
import { Plan } from './plan';
import { Trace } from './trace';

/**
 * One block on its way through the codec, in either direction: priming with the dictionary, then coding, step by step, in
 * pieces of work. The constructor only lays it out; memory is taken later (memory/arena.ts).
 */
export abstract class Block {
  /** Addresses: the host writes the block (encode) or its code (decode) to `input`, and finds the result at `output`. */
  input: usize = 0;
  output: usize = 0;
  /** Address to which the host writes the dictionary. */
  dictionary: usize = 0;
  /** Set by the constructors of derived classes. */
  protected encoder!: Encoder;
  /** Where the plan asks for it; set like the encoder, behind all else of the block's memory. */
  trace: Trace | null = null;
  /** Units of work (work/budget.ts) of a step without its network, and of a byte with it. Set like the encoder. */
  protected stepUnits: f64 = 0;
  units: f64 = 0;
  private decoder: Decoder | null = null;
  private initialised: bool = false;
  private primed: i32 = 0;
  private coded: i32 = 0;
  /** Bytes of the step that prepare is to follow. */
  private pending: i32 = 0;
  /** Whether the next step can be predicted: prepare has been true. */
  private ready: bool = false;

  constructor(protected readonly plan: Plan) {}

  /** The model's recurrent network, if it has one. */
  abstract findNetwork(): Network | null;

  /** Sets tables and initial weights: a piece of them. False while there is more to do. */
  protected abstract initialise(): bool;

  /** Learns a byte of the dictionary. */
  protected abstract prime(byte: i32): void;

  /** Encodes the next byte, or the next of every lane; returns how many. */
  protected abstract encodeStep(encoder: Encoder): i32;

  /** The inverse of encodeStep. */
  protected abstract decodeStep(decoder: Decoder): i32;

  /** Ends the last step's update and makes ready for the next step: a piece of it. False while there is more to do. */
  protected abstract prepare(): bool;

  /** A helper thread's share of the work. */
  assist(): void {
    const network = this.findNetwork();
    if (network) network.assist();
  }

  /** True when the state is no longer finite. */
  private get diverged(): bool {
    const network = this.findNetwork();
    return network != null && network.probabilities == 0;
  }

  /**
   * Sets tables and initial weights until `units` of work are done (work/budget.ts); does a piece at least. True when all
   * are set.
   */
  setInitial(units: f64): bool {
    grant(units);
    return this.initialised || this.initialisePieces();
  }

  private initialisePieces(): bool {
    do {
      this.initialised = this.initialise();
    } while (!this.initialised && !exhausted());
    return this.initialised;
  }

  /**
   * Goes on until `units` of work are done (work/budget.ts) or all bytes are coded; does a piece at least. Returns the bytes
   * coded so far, or a STATUS. Initial weights, unless they are set, and priming are work too.
   */
  advance(units: f64): i32 {
    grant(units);
    if (!this.initialised && (!this.initialisePieces() || exhausted())) return 0;
    const plan = this.plan;
    const trace = this.trace;
    if (trace) trace.clear();
    // Made here, because it reads its first bytes at once, and the host writes them after open.
    if (plan.decodes && this.decoder == null)
      this.decoder = new Decoder(this.input, this.input + plan.codedLength);
    const length = plan.blockLength;
    while (this.ready || this.prepare()) {
      this.ready = true;
      if (this.diverged) return STATUS.DIVERGED;
      this.coded += this.pending;
      this.pending = 0;
      if (plan.decodes ? this.decoder!.overrun : this.encoder.overflowed)
        return plan.decodes ? STATUS.OVERRUN : STATUS.EXPANDED;
      if (this.coded == length || exhausted()) break;
      if (trace) {
        if (trace.full) break;
      }
      spend(this.stepUnits);
      this.ready = false;
      if (this.primed < plan.dictionaryLength)
        this.prime(load<u8>(this.dictionary + this.primed++));
      else
        this.pending = plan.decodes
          ? this.decodeStep(this.decoder!)
          : this.encodeStep(this.encoder);
    }
    return this.coded;
  }

  /** Bytes of the output so far; no more than finish returns. */
  get produced(): i32 {
    return this.plan.decodes ? this.coded : min(this.encoder.length, this.plan.blockLength);
  }

  /** Bytes of the dictionary that are learned. */
  get learned(): i32 {
    return this.primed;
  }

  /** Ends the code; returns the bytes of the output, or STATUS.INEXACT. */
  finish(): i32 {
    if (!this.plan.decodes) return this.encoder.finish();
    return this.decoder!.exact ? this.plan.blockLength : STATUS.INEXACT;
  }
}
