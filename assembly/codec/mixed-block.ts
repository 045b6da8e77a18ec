import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { History } from '../context/history';
import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { Block } from './block';
import { Plan } from './plan';
import { Predictor } from './predictor';

/** Stands for a coder where bytes are only learned. */
class Silence {}

/**
 * One block coded bit by bit, most significant first, but for bytes that are foreseen whole; bits that are decided by
 * what bytes there are and by what is known not to come are not coded.
 */
export class MixedBlock extends Block {
  private readonly history: History;
  private readonly predictor!: Predictor;
  /** How many byte values of the alphabet begin with the bits behind a node's leading 1: 0, 1, or 2 for more. */
  private readonly values: usize = allocate(512);

  constructor(plan: Plan) {
    super(plan);
    const length = plan.blockLength;
    const coded = allocate(plan.decodes ? plan.codedLength : length);
    this.history = new History(<u64>plan.dictionaryLength + <u64>length);
    this.dictionary = this.history.start;
    const block = this.dictionary + <usize>plan.dictionaryLength;
    this.input = plan.decodes ? coded : block;
    this.output = plan.decodes ? block : coded;
    this.predictor = new Predictor(plan, this.history, plan.dictionaryLength + length);
    this.encoder = new Encoder(this.output, this.output + length);
    this.stepUnits = this.predictor.mixUnits;
    this.units = this.stepUnits + this.predictor.networkUnits;
  }

  protected initialise(): bool {
    if (!this.predictor.initialise()) return false;
    for (let byte = 0; byte < 256; byte++)
      store<u8>(this.values + 256 + byte, u8(this.plan.uses(byte)));
    for (let node = 255; node > 0; node--) {
      const children = this.values + (node << 1);
      store<u8>(this.values + node, min<u8>(2, load<u8>(children) + load<u8>(children, 1)));
    }
    return true;
  }

  findNetwork(): Network | null {
    return this.predictor.findNetwork();
  }

  assist(): void {
    this.predictor.assist();
  }

  protected settle(_more: bool): bool {
    return this.predictor.settle();
  }

  protected get diverged(): bool {
    return this.predictor.diverged;
  }

  protected prime(byte: i32): void {
    this.step<Silence | null>(null, byte);
  }

  protected encodeStep(encoder: Encoder): i32 {
    this.step<Encoder>(encoder, i32(load<u8>(this.history.at)));
    return 1;
  }

  protected decodeStep(decoder: Decoder): i32 {
    this.step<Decoder>(decoder, 0);
    return 1;
  }

  /** One byte, which a decoder does not know. */
  private step<C>(coder: C, byte: i32): void {
    const predictor = this.predictor;
    if (predictor.leaps) {
      const p = predictor.foresee();
      const hit = this.decide<C>(coder, byte == predictor.foreseen, p);
      predictor.learnForeseen(hit);
      if (hit) return;
    }
    for (let i = 7; i >= 0; i--) {
      const p = predictor.predict();
      let bit = this.decided();
      if (bit > 1) bit = i32(this.decide<C>(coder, ((byte >> i) & 1) != 0, p));
      if (i > 0) predictor.learn(bit);
      else predictor.endByte(bit);
    }
  }

  /** The next bit where no byte that may come has another, else 2. */
  // @ts-ignore: decorator
  @inline private decided(): i32 {
    const node = this.history.partial;
    let zeros = i32(load<u8>(this.values + (node << 1)));
    let ones = i32(load<u8>(this.values + (node << 1), 1));
    const excluded = this.predictor.excluded;
    if (excluded != 0) {
      const bit = (excluded >> (7 - this.history.bits)) & 1;
      zeros -= bit ^ 1;
      ones -= bit;
    }
    return zeros == 0 ? 1 : ones == 0 ? 0 : 2;
  }

  /** A decision: an encoder is told it, a decoder tells it, and who only learns knows it. */
  // @ts-ignore: decorator
  @inline private decide<C>(coder: C, decision: bool, p: u32): bool {
    if (coder instanceof Decoder) return coder.decode(p);
    if (coder instanceof Encoder) coder.encode(decision, p);
    return decision;
  }
}
