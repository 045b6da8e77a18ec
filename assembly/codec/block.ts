import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { MAX_PROBABILITY_BITS } from '../coder/probability';
import { allocate } from './arena';
import { planBlockLength, planCodedLength, planDecodes, planUses } from './plan';

export class Block {
  readonly length: i32 = planBlockLength();
  readonly input: usize;
  readonly output: usize;
  private coded: i32 = 0;
  private symbols: i32 = 0;
  private byteOf: usize = allocate(256);
  private symbolOf: usize = allocate(256);
  private encoder: Encoder | null = null;
  private decoder: Decoder | null = null;

  constructor() {
    const coded = planDecodes() ? planCodedLength() : this.length;
    this.input = allocate(planDecodes() ? coded : this.length);
    this.output = allocate(this.length);
  }

  start(): void {
    for (let byte = 0; byte < 256; byte++) {
      if (planUses(byte)) {
        store<u8>(this.symbolOf + byte, u8(this.symbols));
        store<u8>(this.byteOf + this.symbols++, u8(byte));
      }
    }
    if (!planDecodes()) this.encoder = new Encoder(this.output, this.output + this.length);
  }

  advance(count: i32): i32 {
    if (planDecodes() && this.decoder == null)
      this.decoder = new Decoder(this.input, this.input + planCodedLength());
    const end = min(this.length, this.coded + count);
    const V = this.symbols;
    const bits = V > 1 ? 32 - clz(V - 1) : 0;
    for (; this.coded < end; this.coded++) {
      const want = planDecodes() ? 0 : i32(load<u8>(this.symbolOf + load<u8>(this.input + this.coded)));
      let symbol = 0;
      for (let b = bits - 1; b >= 0; b--) {
        const middle = symbol + (1 << b);
        if (middle >= V) continue;
        const total = min(V, symbol + (2 << b)) - symbol;
        const p1 = u32(((V < symbol + (2 << b) ? V - middle : 1 << b) << MAX_PROBABILITY_BITS) / total);
        let bit: bool;
        if (planDecodes()) bit = this.decoder!.decode(p1);
        else {
          bit = ((want >> b) & 1) != 0;
          this.encoder!.encode(bit, p1);
        }
        if (bit) symbol = middle;
      }
      if (planDecodes()) store<u8>(this.output + this.coded, load<u8>(this.byteOf + symbol));
    }
    if (!planDecodes() && this.encoder!.overflowed) return -3;
    if (planDecodes() && this.decoder!.overrun) return -2;
    return this.coded;
  }

  finish(): i32 {
    return planDecodes() ? this.length : this.encoder!.finish();
  }
}
