import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { Trail } from '../context/trail';
import { allocate } from '../memory/arena';
import { Block, DIVERGED, EXPANDED, OVERRUN } from './block';
import { Plan } from './plan';
import { Predictor } from './predictor';

/** One block coded bit by bit, most significant first; bits that the alphabet decides are not coded. */
export class MixedBlock extends Block {
  private readonly trail: Trail;
  private readonly predictor!: Predictor;
  private readonly encoder!: Encoder;
  private decoder: Decoder | null = null;
  /** By the bits so far: 0 or 1 when the next bit is decided, else 2. */
  private readonly forced: usize = allocate(256);
  private primed: i32 = 0;
  private coded: i32 = 0;

  constructor(private readonly plan: Plan) {
    super();
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

  advance(count: i32): i32 {
    const dictionaryLength = this.plan.dictionaryLength;
    for (; this.primed < dictionaryLength; count--) {
      if (count <= 0) return 0;
      this.prime(load<u8>(this.dictionary + this.primed++));
    }
    const goal =
      count < this.plan.blockLength - this.coded ? this.coded + count : this.plan.blockLength;
    if (this.plan.decodes) {
      if (this.decoder == null)
        this.decoder = new Decoder(this.input, this.input + this.plan.codedLength);
      for (; this.coded < goal; this.coded++) {
        this.decodeByte(this.decoder!);
        if (this.predictor.diverged) return DIVERGED;
        if (this.decoder!.overrun) return OVERRUN;
      }
    } else {
      for (; this.coded < goal; this.coded++) {
        this.encodeByte(load<u8>(this.trail.at));
        if (this.predictor.diverged) return DIVERGED;
        if (this.encoder.overflowed) return EXPANDED;
      }
    }
    return this.coded;
  }

  assist(): void {
    this.predictor.assist();
  }

  get produced(): i32 {
    return this.plan.decodes ? this.coded : min(this.encoder.length, this.plan.blockLength);
  }

  finish(): i32 {
    return this.plan.decodes ? this.plan.blockLength : this.encoder.finish();
  }

  private prime(byte: i32): void {
    for (let i = 7; i >= 0; i--) {
      this.predictor.predict();
      this.predictor.learn((byte >> i) & 1);
    }
  }

  private encodeByte(byte: i32): void {
    for (let i = 7; i >= 0; i--) {
      const bit = (byte >> i) & 1;
      const p = this.predictor.predict();
      if (load<u8>(this.forced + this.trail.partial) == 2) this.encoder.encode(bit != 0, p);
      this.predictor.learn(bit);
    }
  }

  private decodeByte(decoder: Decoder): void {
    for (let i = 0; i < 8; i++) {
      const p = this.predictor.predict();
      const forced = i32(load<u8>(this.forced + this.trail.partial));
      this.predictor.learn(forced == 2 ? i32(decoder.decode(p)) : forced);
    }
  }
}
