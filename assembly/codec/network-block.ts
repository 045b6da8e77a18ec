import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { allocate } from '../memory/arena';
import { Network } from '../net/network';
import { Block, DIVERGED, EXPANDED, OVERRUN } from './block';
import { Distribution } from './distribution';
import { Plan } from './plan';

/**
 * A block predicted by a network alone. With L lanes the block is L pieces of ceil(n / L)
 * bytes (the last shorter), coded in lockstep: step s codes byte s of every piece that has one. Before the first step
 * the network learns the dictionary: every lane sees it as if its piece followed on it.
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
  private readonly encoder!: Encoder;
  private decoder: Decoder | null = null;
  private primed: i32 = 0;
  private step: i32 = 0;
  private coded: i32 = 0;

  /** Lays the block out in the arena; nothing is touched yet. */
  constructor(private readonly plan: Plan) {
    super();
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
  }

  /** Sets tables and initial weights, once the memory is there. */
  initialise(): void {
    let symbols = 0;
    for (let byte = 0; byte < 256; byte++) {
      if (!this.plan.uses(byte)) continue;
      store<u8>(this.symbolOf + byte, u8(symbols));
      store<u8>(this.byteOf + symbols++, u8(byte));
    }
    this.network.initialise();
  }

  /**
   * Codes at least `count` more bytes, or to the end; returns the bytes coded so far, or an error below zero. Bytes of
   * the dictionary count as well: none may be coded yet.
   */
  advance(count: i32): i32 {
    for (; this.primed < this.plan.dictionaryLength; count--) {
      if (count <= 0) return 0;
      if (!this.prime()) return DIVERGED;
    }
    const goal = count < this.length - this.coded ? this.coded + count : this.length;
    const decodes = this.plan.decodes;
    // Not before: a decoder reads its first bytes at once, and the host writes them after open.
    if (decodes && this.decoder == null) {
      this.decoder = new Decoder(this.input, this.input + this.plan.codedLength);
    }
    while (this.coded < goal) {
      const p = this.network.predict();
      if (p == 0) return DIVERGED;
      const present = decodes ? this.decodeStep(p) : this.encodeStep(p);
      this.network.learn(this.symbols, present);
      this.step++;
      this.coded += present;
      if (decodes && this.decoder!.overrun) return OVERRUN;
      if (!decodes && this.encoder.overflowed) return EXPANDED;
    }
    return this.coded;
  }

  assist(): void {
    this.network.assist();
  }

  /** Bytes of the output that are certain by now; no more than finish returns. */
  get produced(): i32 {
    return this.plan.decodes ? this.coded : min(this.encoder.length, this.length);
  }

  /** Ends the code; returns the bytes of the output. */
  finish(): i32 {
    return this.plan.decodes ? this.length : this.encoder.finish();
  }

  /** Learns one byte of the dictionary; false when the state has diverged. */
  private prime(): bool {
    if (this.network.predict() == 0) return false;
    const symbol = load<u8>(this.symbolOf + load<u8>(this.dictionary + this.primed++));
    memory.fill(this.symbols, symbol, this.lanes);
    this.network.learn(this.symbols, this.lanes);
    return true;
  }

  /** Codes one byte of every piece that has one left; returns how many have: pieces 0 .. that - 1. */
  private encodeStep(p: usize): i32 {
    let lane = 0;
    for (let at = this.step; lane < this.lanes && at < this.length; at += this.piece) {
      const symbol = load<u8>(this.symbolOf + load<u8>(this.input + at));
      this.distribution.set(p);
      this.distribution.encode(this.encoder, symbol);
      store<u8>(this.symbols + lane++, symbol);
      p += this.network.stride;
    }
    return lane;
  }

  private decodeStep(p: usize): i32 {
    let lane = 0;
    for (let at = this.step; lane < this.lanes && at < this.length; at += this.piece) {
      this.distribution.set(p);
      const symbol = u8(this.distribution.decode(this.decoder!));
      store<u8>(this.output + at, load<u8>(this.byteOf + symbol));
      store<u8>(this.symbols + lane++, symbol);
      p += this.network.stride;
    }
    return lane;
  }
}
