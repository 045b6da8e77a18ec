import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { Trail } from '../context/trail';
import { allocate } from '../memory/arena';
import { Block } from './block';
import { Plan } from './plan';
import { Predictor } from './predictor';

/** One block coded bit by bit, most significant first; bits that the alphabet decides are not coded. */
export class MixedBlock extends Block {
  private readonly trail: Trail;
  private readonly predictor!: Predictor;
  /** By the bits so far: 0 or 1 when the next bit is decided, else 2. */
  private readonly forced: usize = allocate(256);

  constructor(plan: Plan) {
    super(plan);
    const length = plan.blockLength;
    const coded = allocate(plan.decodes ? plan.codedLength : length);
    this.trail = new Trail(<u64>plan.dictionaryLength + <u64>length);
    this.dictionary = this.trail.start;
    const block = this.dictionary + <usize>plan.dictionaryLength;
    this.input = plan.decodes ? coded : block;
    this.output = plan.decodes ? block : coded;
    this.predictor = new Predictor(plan, this.trail, plan.dictionaryLength + length);
    this.encoder = new Encoder(this.output, this.output + length);
  }

  initialise(): void {
    for (let node = 255; node > 0; node--) {
      const zero = this.reaches(node << 1);
      const one = this.reaches((node << 1) | 1);
      store<u8>(this.forced + node, zero && one ? 2 : one ? 1 : 0);
    }
    this.predictor.initialise();
  }

  /** True when a byte of the alphabet begins with the bits behind node's leading 1. */
  private reaches(node: i32): bool {
    const shift = clz(node) - 23;
    const first = (node << shift) & 255;
    for (let byte = first; byte < first + (1 << shift); byte++)
      if (this.plan.uses(byte)) return true;
    return false;
  }

  assist(): void {
    this.predictor.assist();
  }

  /** The next bit where it is decided, else 2: by the alphabet, or because it would make the byte that does not come. */
  // @ts-ignore: decorator
  @inline private decided(): i32 {
    const excluded = this.predictor.excluded;
    if (excluded >> 1 == this.trail.partial) return ~excluded & 1;
    return i32(load<u8>(this.forced + this.trail.partial));
  }

  protected prime(byte: i32): bool {
    if (this.predictor.leaps) {
      const hit = byte == this.predictor.foreseen;
      this.predictor.foresee();
      this.predictor.learnForeseen(hit);
      if (hit) return !this.predictor.diverged;
    }
    for (let i = 7; i >= 0; i--) {
      this.predictor.predict();
      this.predictor.learn((byte >> i) & 1);
    }
    return !this.predictor.diverged;
  }

  protected encodeStep(encoder: Encoder): i32 {
    const byte = i32(load<u8>(this.trail.at));
    if (this.predictor.leaps) {
      const hit = byte == this.predictor.foreseen;
      encoder.encode(hit, this.predictor.foresee());
      this.predictor.learnForeseen(hit);
      if (hit) return i32(!this.predictor.diverged);
    }
    for (let i = 7; i >= 0; i--) {
      const bit = (byte >> i) & 1;
      const p = this.predictor.predict();
      if (this.decided() == 2) encoder.encode(bit != 0, p);
      this.predictor.learn(bit);
    }
    return i32(!this.predictor.diverged);
  }

  protected decodeStep(decoder: Decoder): i32 {
    if (this.predictor.leaps) {
      const hit = decoder.decode(this.predictor.foresee());
      this.predictor.learnForeseen(hit);
      if (hit) return i32(!this.predictor.diverged);
    }
    for (let i = 0; i < 8; i++) {
      const p = this.predictor.predict();
      const decided = this.decided();
      this.predictor.learn(decided == 2 ? i32(decoder.decode(p)) : decided);
    }
    return i32(!this.predictor.diverged);
  }
}
