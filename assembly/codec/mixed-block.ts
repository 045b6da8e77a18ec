import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { History } from '../context/history';
import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { Block } from './block';
import { ByteMatch } from './byte-match';
import { Plan } from './plan';
import { Predictor } from './predictor';
import { Trace } from './trace';
import { Tracer } from './tracer';

/** What certainBit gives where the next bit has to be coded. */
const UNCERTAIN = 2;

/** In place of a coder for the dictionary, which is not coded. */
class NoCoder {}

/**
 * One block coded bit by bit, most significant first, except for bytes with a match flag. Bits that are certain, by the
 * alphabet or by the excluded byte of a match flag, are not coded.
 */
export class MixedBlock extends Block {
  private readonly history: History;
  private readonly predictor!: Predictor;
  private byteMatch: ByteMatch | null = null;
  private tracer: Tracer | null = null;
  /** For each node, bits behind a leading 1: how many values of the alphabet begin with these bits: 0, 1, or 2 for more. */
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
    this.predictor = new Predictor(plan, this.history);
    const match = this.predictor.experts.match;
    const minLength = plan.mix.byteMatch;
    if (minLength > 0 && match) this.byteMatch = new ByteMatch(this.history, match, minLength);
    this.encoder = new Encoder(this.output, this.output + length);
    this.stepUnits = this.predictor.mixUnits;
    const network = this.predictor.network;
    this.units = this.stepUnits + (network ? network.units : 0);
    if (plan.traces) {
      const trace = new Trace();
      this.trace = trace;
      this.tracer = new Tracer(this.encoder, trace, this.predictor);
    }
  }

  protected initialise(): bool {
    if (!this.predictor.initialise()) return false;
    if (this.byteMatch) this.byteMatch!.initialise();
    if (this.tracer) this.tracer!.initialise();
    for (let byte = 0; byte < 256; byte++)
      store<u8>(this.values + 256 + byte, u8(this.plan.uses(byte)));
    for (let node = 255; node > 0; node--) {
      const children = this.values + (node << 1);
      store<u8>(this.values + node, min<u8>(2, load<u8>(children) + load<u8>(children, 1)));
    }
    return true;
  }

  findNetwork(): Network | null {
    return this.predictor.network;
  }

  protected prepare(): bool {
    return this.predictor.prepare();
  }

  protected prime(byte: i32): void {
    this.step<NoCoder | null>(null, byte);
  }

  protected encodeStep(encoder: Encoder): i32 {
    const byte = i32(load<u8>(this.history.at));
    const tracer = this.tracer;
    if (tracer) {
      tracer.begin(this.history.count - this.plan.dictionaryLength);
      this.step<Tracer>(tracer, byte);
    } else this.step<Encoder>(encoder, byte);
    return 1;
  }

  protected decodeStep(decoder: Decoder): i32 {
    this.step<Decoder>(decoder, 0);
    return 1;
  }

  /** One byte; a decoder gives any. */
  private step<C>(coder: C, byte: i32): void {
    if (this.codeFlag<C>(coder, byte)) return;
    const predictor = this.predictor;
    for (let i = 7; i >= 0; i--) {
      // [path 4] [path 5]
      const p = predictor.predict();
      // [path 6]
      let bit = this.certainBit();
      if (bit == UNCERTAIN) bit = i32(this.code<C>(coder, ((byte >> i) & 1) != 0, p));
      else if (coder instanceof Tracer) coder.certain(this.excluded != 0);
      // [path 7]
      predictor.update(bit);
    }
  }

  /** Where a long match predicts the byte: codes its match flag. True if the flag says that the prediction is right. */
  private codeFlag<C>(coder: C, byte: i32): bool {
    const byteMatch = this.byteMatch;
    if (byteMatch == null || !byteMatch.applies || this.history.count < this.plan.expertsOnly)
      return false;
    const expected = byteMatch.expected;
    let hit = byte == expected;
    const p = byteMatch.predict();
    if (coder instanceof Tracer) coder.flag(hit, p);
    else hit = this.code<C>(coder, hit, p);
    byteMatch.update(hit);
    if (hit) this.predictor.skip(expected);
    return hit;
  }

  /** The next bit where all values that may follow have it, else UNCERTAIN. Call after predict. */
  // @ts-ignore: decorator
  @inline private certainBit(): i32 {
    const node = this.history.partial;
    let zeros = i32(load<u8>(this.values + (node << 1)));
    let ones = i32(load<u8>(this.values + (node << 1), 1));
    const excluded = this.excluded;
    if (excluded != 0) {
      const bit = (excluded >> (7 - this.history.bits)) & 1;
      zeros -= bit ^ 1;
      ones -= bit;
    }
    return zeros == 0 ? 1 : ones == 0 ? 0 : UNCERTAIN;
  }

  /** See ByteMatch; 0 where the spec has no match flags. */
  // @ts-ignore: decorator
  @inline private get excluded(): i32 {
    return this.byteMatch ? this.byteMatch!.excluded : 0;
  }

  /** Codes a decision with P(true) = p: an encoder writes it, a decoder gives it; without a coder it is as given. */
  // @ts-ignore: decorator
  @inline private code<C>(coder: C, decision: bool, p: u32): bool {
    if (coder instanceof Decoder) return coder.decode(p);
    if (coder instanceof Encoder) coder.encode(decision, p);
    if (coder instanceof Tracer) coder.bit(decision, p);
    return decision;
  }
}
