/** FORMAT.md, section 8: the arithmetic decoder. */
const MASK = 2n ** 64n - 1n;

export class Decoder {
  private range = MASK;
  private offset = 0n;
  private next = 0;

  constructor(private readonly payload: Uint8Array) {
    for (let i = 0; i < 8; i++) this.shift();
  }

  /** Decodes a decision that is 1 with probability p x 2^-24. */
  decode(p: number): boolean {
    const bound = (this.range >> 24n) * BigInt(p);
    const decision = this.offset < bound;
    if (!decision) this.offset -= bound;
    this.range = decision ? bound : this.range - bound;
    while (this.range < 2n ** 56n) {
      this.shift();
      this.range <<= 8n;
    }
    return decision;
  }

  /** Whether the payload ends as the encoder ends it. */
  get exact(): boolean {
    const kept = this.payload.length - (this.next - 8);
    let window = 0n;
    for (let i = this.next - 8; i < this.next; i++)
      window = (window << 8n) | BigInt(this.payload[i] ?? 0);
    const low = (window - this.offset) & MASK;
    for (let k = 0; k <= 8; k++) {
      const number = (low + this.range - 1n) & (MASK << BigInt(64 - 8 * k)) & MASK;
      if (((number - low) & MASK) < this.range) return k === kept && number === window;
    }
    return false;
  }

  private shift(): void {
    this.offset = (this.offset << 8n) | BigInt(this.payload[this.next++] ?? 0);
  }
}
