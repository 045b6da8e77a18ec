import { log2 } from '../coder/cost';
import { CountingEncoder } from '../coder/counting-encoder';
import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { FAMILY } from '../spec.generated';
import { SymbolPredictor } from '../symbols/symbol-predictor';
import { Block } from './block';
import { Distribution } from './distribution';
import { Plan } from './plan';
import { SymbolVotes } from './symbol-votes';
import { Trace } from './trace';

/** Units of work of coding a symbol (work/budget.ts). */
const SYMBOL = 100;

/** A block of at most four byte values, coded symbol by symbol: the experts of symbols, mixed. */
export class SymbolBlock extends Block {
  private readonly symbolOf: usize = allocate(256);
  private readonly byteOf: usize = allocate(256);
  private readonly predictor!: SymbolPredictor;
  private readonly distribution!: Distribution;
  private counting: CountingEncoder | null = null;
  private votes: SymbolVotes | null = null;
  private network: Network | null = null;
  private networkSet: bool = false;
  private at: i32 = 0;

  /** Lays the block out in the arena; nothing is touched yet. */
  constructor(plan: Plan) {
    super(plan);
    const length = plan.blockLength;
    this.input = allocate(plan.decodes ? plan.codedLength : length);
    this.output = allocate(length);
    this.dictionary = allocate(plan.dictionaryLength);
    if (plan.shape.present) this.network = new Network(plan.shape);
    const symbols = length + plan.dictionaryLength;
    this.predictor = new SymbolPredictor(plan.symbols, this.network, symbols);
    this.distribution = new Distribution(plan.shape.symbols);
    this.encoder = new Encoder(this.output, this.output + length);
    this.stepUnits = SYMBOL + this.predictor.units;
    const network = this.network;
    this.units = this.stepUnits + (network ? network.units : 0);
    if (plan.traces) {
      const trace = new Trace();
      this.trace = trace;
      this.counting = new CountingEncoder(this.encoder);
      this.votes = new SymbolVotes(this.predictor, trace, plan.shape.symbols);
    }
  }

  protected initialise(): bool {
    const network = this.network;
    if (network) {
      if (!this.networkSet && !network.initialise()) return false;
      if (!this.networkSet) network.predict();
      this.networkSet = true;
    }
    let symbols = 0;
    for (let byte = 0; byte < 256; byte++) {
      if (!this.plan.uses(byte)) continue;
      store<u8>(this.symbolOf + byte, u8(symbols));
      store<u8>(this.byteOf + symbols++, u8(byte));
    }
    return this.predictor.initialise();
  }

  findNetwork(): Network | null {
    return this.network;
  }

  protected prepare(): bool {
    const network = this.network;
    return network ? network.proceed() : true;
  }

  protected prime(byte: i32): void {
    this.predictor.predict();
    this.predictor.update(load<u8>(this.symbolOf + byte));
  }

  // [path 4] [path 5]
  protected encodeStep(encoder: Encoder): i32 {
    const symbol = load<u8>(this.symbolOf + load<u8>(this.input + this.at));
    this.distribution.set(this.predictor.predict());
    const counting = this.counting;
    if (counting) this.encodeTraced(counting, symbol);
    else this.distribution.encode<Encoder>(encoder, symbol);
    this.at++;
    this.predictor.update(symbol);
    return 1;
  }

  /** The alphabet leaves log2 V of a byte's eight bits. The experts saved what is not spent of these. */
  private encodeTraced(counting: CountingEncoder, symbol: i32): void {
    counting.bits = 0;
    this.distribution.encode<CountingEncoder>(counting, symbol);
    const trace = this.trace!;
    const left = log2(f32(this.plan.shape.symbols));
    trace.begin(this.at);
    trace.spend(counting.bits);
    trace.vote(FAMILY.ALPHABET, 8 - left);
    this.votes!.take(symbol, left - counting.bits);
  }

  protected decodeStep(decoder: Decoder): i32 {
    this.distribution.set(this.predictor.predict());
    const symbol = u8(this.distribution.decode(decoder));
    store<u8>(this.output + this.at, load<u8>(this.byteOf + symbol));
    this.at++;
    this.predictor.update(symbol);
    return 1;
  }
}
