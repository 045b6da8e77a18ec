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

  private shift(): void {
    this.offset = (this.offset << 8n) | BigInt(this.payload[this.next++] ?? 0);
  }
}
