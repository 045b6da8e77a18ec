import { bitCost } from './cost';
import { Encoder } from './encoder';

/** Encodes, and adds up what the bits cost. */
export class CountingEncoder {
  /** Bits spent since the caller set it to 0. */
  bits: f32 = 0;

  constructor(private readonly encoder: Encoder) {}

  encode(bit: bool, p1: u32): void {
    this.encoder.encode(bit, p1);
    this.bits += bitCost(bit, p1);
  }
}
