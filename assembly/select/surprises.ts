/** A prediction that was off by more than this is a surprise. */
const SURPRISE: f32 = 0.2;

/** Which of the last bits were surprises. */
export class Surprises {
  /** One bit for each, the newest lowest. */
  bits: u32 = 0;

  /** Takes a bit and P(bit = 1) before the APMs. */
  update(bit: i32, p: f32): void {
    this.bits = (this.bits << 1) | u32(abs<f32>(f32(bit) - p) > SURPRISE);
  }
}
