/** NUMERICS.md, section 12: the bytes so far, and hashes. */

/** No place. */
export const NONE = 2 ** 31;

export class History {
  /** The bytes so far; zeros behind them. */
  readonly bytes: Uint8Array;
  count = 0;
  /** The bits of the current byte behind a leading 1, and how many they are. */
  partial = 1;
  bits = 0;
  /** The last four bytes as a number, the newest lowest, and the four before them. */
  newest4 = 0;
  older4 = 0;

  /** Room for so many bytes. */
  constructor(length: number) {
    this.bytes = new Uint8Array(length);
  }

  /** The n-th byte from the end, n = 1 the newest; 0 before the first. */
  back(n: number): number {
    return this.bytes[this.count - n] ?? 0;
  }

  /** The byte at a place; 0 where there is none. */
  byteAt(place: number): number {
    return place < this.count ? (this.bytes[place] as number) : 0;
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
    this.bytes[this.count++] = byte;
    this.older4 = ((this.older4 << 8) | (this.newest4 >>> 24)) >>> 0;
    this.newest4 = ((this.newest4 << 8) | byte) >>> 0;
    this.partial = 1;
    this.bits = 0;
  }
}

/** The multiplier of hashes. */
export const GOLDEN = 0x9e3779b1;

/** The upper `bits` bits of a hash times GOLDEN. */
export const scatter = (hash: number, bits: number): number =>
  Math.imul(hash, GOLDEN) >>> (32 - bits);

/** A hash of what `hash` stands for, followed by `value`. */
export function combine(hash: number, value: number): number {
  const next = value + 1;
  const turned = (next << 13) | (next >>> 19);
  const g = Math.imul(hash ^ turned, GOLDEN) + value;
  return (g ^ (g >>> 15)) >>> 0;
}

/** The number of binary digits of an integer below 2^32; 0 for 0. */
export const digits = (x: number): number => 32 - Math.clz32(x);

/** The members of a stored set, by their numbers in its table. */
export const membersOf = (set: number): number[] =>
  Array.from({ length: 31 }, (_, member) => member).filter((member) => (set >>> member) & 1);
