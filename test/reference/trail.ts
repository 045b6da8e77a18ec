/** NUMERICS.md, section 12: what came so far, and hashes of it. */
export class Trail {
  readonly bytes: number[] = [];
  /** The bits of the byte that is being coded, behind a leading 1. */
  partial = 1;
  /** How many those are. */
  bits = 0;

  get count(): number {
    return this.bytes.length;
  }

  /** The byte n places back, 1 = the newest; 0 before the first. */
  back(n: number): number {
    return this.bytes[this.bytes.length - n] ?? 0;
  }

  /** Takes a bit; true when it ends a byte, which is then the newest. */
  push(bit: number): boolean {
    this.partial = 2 * this.partial + bit;
    this.bits++;
    if (this.bits < 8) return false;
    this.take(this.partial - 256);
    return true;
  }

  /** Takes a whole byte. */
  take(byte: number): void {
    this.bytes.push(byte);
    this.partial = 1;
    this.bits = 0;
  }
}

export const STEP = 0x9e3779b1;

/** A hash of what `hash` stands for, followed by `value`. */
export function combine(hash: number, value: number): number {
  const next = value + 1;
  const turned = (next << 13) | (next >>> 19);
  const h = Math.imul(hash ^ turned, STEP) + value;
  return (h ^ (h >>> 15)) >>> 0;
}

/** The members of a stored set, by their numbers in its table. */
export const membersOf = (set: number): number[] =>
  Array.from({ length: 31 }, (_, member) => member).filter((member) => (set >>> member) & 1);
