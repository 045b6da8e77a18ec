import { bitCost } from '../coder/cost';
import { Encoder } from '../coder/encoder';
import { FAMILY } from '../spec.generated';
import { Predictor } from './predictor';
import { Trace } from './trace';
import { Votes } from './votes';

/** In place of the encoder where the plan asks for a trace: it encodes, and traces what each decision of a mix costs. */
export class Tracer {
  private readonly votes: Votes;

  constructor(
    private readonly encoder: Encoder,
    private readonly trace: Trace,
    predictor: Predictor,
  ) {
    this.votes = new Votes(predictor, trace);
  }

  initialise(): void {
    this.votes.initialise();
  }

  /** Begins byte `at` of the block. */
  begin(at: i32): void {
    this.trace.begin(at);
  }

  /** A bit of the byte. Call between predict and update. */
  bit(bit: bool, p: u32): void {
    this.encoder.encode(bit, p);
    this.trace.spend(bitCost(bit, p));
    this.votes.take(bit, p);
  }

  /** A bit that is not coded. `excluded`: because a match flag excluded a byte, not by the alphabet. */
  certain(excluded: bool): void {
    this.trace.vote(excluded ? FAMILY.BYTE_MATCH : FAMILY.ALPHABET, 1);
  }

  /** A match flag. If it is a hit it saves all bits of the byte. */
  flag(hit: bool, p: u32): void {
    this.encoder.encode(hit, p);
    const bits = bitCost(hit, p);
    this.trace.spend(bits);
    this.trace.vote(FAMILY.BYTE_MATCH, (hit ? 8 : 0) - bits);
  }
}
