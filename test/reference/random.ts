/** NUMERICS.md, section 3: the generator of initial weights. */
export class InitialWeights {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  }

  bits(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }

  /** Uniform in [-1, 1). */
  unit(): number {
    return ((this.bits() >>> 8) - 2 ** 23) / 2 ** 23;
  }
}
