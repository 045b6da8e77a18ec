import { log2 } from '../coder/cost';
import { CountingEncoder } from '../coder/counting-encoder';
import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { FAMILY } from '../spec.generated';
import { Block } from './block';
import { Distribution } from './distribution';
import { Plan } from './plan';
import { Trace } from './trace';

/** Units of work of coding a symbol (work/budget.ts). */
const SYMBOL = 3000;

/**
 * A block predicted by a network alone. With L lanes the block is L pieces of ceil(n / L) bytes (the last shorter), coded
 * in lockstep: step s codes byte s of every piece that has one. Before the first step every lane learns the dictionary, as
 * if its piece followed it.
 */
export class NetworkBlock extends Block {
  private readonly length: i32;
  private readonly lanes: i32;
  private readonly piece: i32;
  private readonly symbolOf: usize = allocate(256);
  private readonly byteOf: usize = allocate(256);
  private readonly network: Network;
  private readonly distribution: Distribution;
  private readonly symbols: usize;
  /** Encodes where the plan asks for a trace. */
  private counting: CountingEncoder | null = null;
  private step: i32 = 0;

  /** Lays the block out in the arena; nothing is touched yet. */
  constructor(plan: Plan) {
    super(plan);
    const shape = plan.shape;
    this.length = plan.blockLength;
    this.lanes = shape.lanes;
    this.piece = (plan.blockLength - 1) / shape.lanes + 1;
    this.input = allocate(plan.decodes ? plan.codedLength : plan.blockLength);
    this.output = allocate(plan.blockLength);
    this.dictionary = allocate(plan.dictionaryLength);
    this.symbols = allocate(shape.lanes);
    this.network = new Network(shape);
    this.distribution = new Distribution(shape.symbols);
    this.encoder = new Encoder(this.output, this.output + this.length);
    this.stepUnits = f64(shape.lanes) * SYMBOL;
    this.units = SYMBOL + this.network.units;
    if (plan.traces) {
      this.trace = new Trace();
      this.counting = new CountingEncoder(this.encoder);
    }
  }

  protected initialise(): bool {
    if (!this.network.initialise()) return false;
    let symbols = 0;
    for (let byte = 0; byte < 256; byte++) {
      if (!this.plan.uses(byte)) continue;
      store<u8>(this.symbolOf + byte, u8(symbols));
      store<u8>(this.byteOf + symbols++, u8(byte));
    }
    this.network.predict();
    return true;
  }

  findNetwork(): Network | null {
    return this.network;
  }

  protected prepare(): bool {
    return this.network.proceed();
  }

  protected prime(byte: i32): void {
    memory.fill(this.symbols, load<u8>(this.symbolOf + byte), this.lanes);
    this.network.learn(this.symbols, this.lanes);
    this.network.predict();
  }

  protected encodeStep(encoder: Encoder): i32 {
    let p = this.network.probabilities;
    let lane = 0;
    for (let at = this.step; lane < this.lanes && at < this.length; at += this.piece) {
      const symbol = load<u8>(this.symbolOf + load<u8>(this.input + at));
      this.distribution.set(p);
      const counting = this.counting;
      if (counting) this.encodeTraced(counting, symbol, at);
      else this.distribution.encode<Encoder>(encoder, symbol);
      store<u8>(this.symbols + lane++, symbol);
      p += this.network.stride;
    }
    return this.endStep(lane);
  }

  /** The alphabet leaves log2 V of a byte's eight bits. The network saved what is not spent of these. */
  private encodeTraced(counting: CountingEncoder, symbol: i32, at: i32): void {
    counting.bits = 0;
    this.distribution.encode<CountingEncoder>(counting, symbol);
    const trace = this.trace!;
    const left = log2(f32(this.network.shape.symbols));
    trace.begin(at);
    trace.spend(counting.bits);
    trace.vote(FAMILY.ALPHABET, 8 - left);
    trace.vote(FAMILY.NETWORK, left - counting.bits);
  }

  protected decodeStep(decoder: Decoder): i32 {
    let p = this.network.probabilities;
    let lane = 0;
    for (let at = this.step; lane < this.lanes && at < this.length; at += this.piece) {
      this.distribution.set(p);
      const symbol = u8(this.distribution.decode(decoder));
      store<u8>(this.output + at, load<u8>(this.byteOf + symbol));
      store<u8>(this.symbols + lane++, symbol);
      p += this.network.stride;
    }
    return this.endStep(lane);
  }

  /** Ends a step in which the pieces 0 .. present - 1 had a byte left. */
  private endStep(present: i32): i32 {
    this.network.learn(this.symbols, present);
    if (++this.step < this.piece) this.network.predict();
    return present;
  }
}
