/** NUMERICS.md, section 18: the byte that followed the same bytes before. */
import { Counters } from './counter.js';
import { combine, digits, type History, scatter } from './history.js';

const LONGEST = 65535;
const LIMIT = 511;
/** A match of this length looks for no other. */
const LONG = 16;

/** Of each sixteen rows the table has fifteen. */
const rowOf = (g: number): number => g - (g % 16) + Math.floor(((g % 16) * 15) / 16);

/** Bits that are set among the lowest eight. */
const popcount = (x: number): number =>
  [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, i) => sum + ((x >> i) & 1), 0);

export class Match {
  /** The byte expected behind a leading 1, 0 = none; the length; the last eight misses, the newest lowest. */
  expected = 0;
  length = 0;
  misses = 0;
  /** The byte that a match flag has excluded, behind a leading 1, 0 = none. */
  private excluded = 0;
  private readonly table: Uint32Array;
  /** By class of the length, number of misses and expected bit. */
  private readonly counters = new Counters(128, (i) => {
    const s = Math.floor(65536 / ((i >> 3) + 3));
    return [i % 2 ? 65535 - s : s, 0];
  });
  /** By how many bits of the excluded byte came, and its next bit. */
  private readonly exclusions = new Counters(16, (i) => [i % 2 ? 16384 : 49152, 0]);
  /** The place of the byte expected, 0 = none. */
  private from = 0;
  private used: { readonly counters: Counters; readonly index: number } | null = null;
  /** The row chosen, -1 = none yet. */
  private row = -1;

  /** A table of 2^bits rows or less. */
  constructor(
    private readonly history: History,
    private readonly least: number,
    private readonly bits: number,
  ) {
    this.table = new Uint32Array(2 ** bits);
  }

  beginByte(): void {
    const { history } = this;
    this.excluded = 0;
    if (this.from !== 0) this.proceed();
    if (history.count >= this.least) this.search();
    this.expected = this.from !== 0 ? 256 + history.byteAt(this.from) : 0;
  }

  private proceed(): void {
    const isHit = this.history.byteAt(this.from) === this.history.back(1);
    this.misses = ((this.misses << 1) | Number(!isHit)) & 255;
    this.from++;
    this.length = isHit ? this.length + 1 : 0;
    if (this.misses === 255) this.from = 0;
  }

  private search(): void {
    const { history, table } = this;
    if (this.row >= 0) {
      const place = table[this.row] as number;
      if (place !== 0 && (this.from === 0 || this.length < LONG)) this.consider(place + 1);
      table[this.row] = history.count - 1;
    }
    let hash = 0;
    for (let i = 1; i <= this.least; i++) hash = combine(hash, history.back(i));
    this.row = rowOf(scatter(hash, this.bits));
  }

  private consider(candidate: number): void {
    const { bytes, count } = this.history;
    let length = 0;
    while (
      length < Math.min(LONGEST, candidate) &&
      bytes[candidate - length - 1] === bytes[count - length - 1]
    )
      length++;
    if (length <= this.length || length < this.least) return;
    this.from = candidate;
    this.length = length;
    this.misses = 0;
  }

  /** The byte expected does not come. */
  exclude(): void {
    this.excluded = this.expected;
    this.expected = 0;
  }

  get lengthClass(): number {
    if (this.expected === 0) return 0;
    const n = this.length;
    if (n < 8) return 1 + (n >> 1);
    if (n < 16) return 5 + ((n - 8) >> 2);
    if (n < 32) return 7 + ((n - 16) >> 3);
    return Math.min(15, 3 + digits(n));
  }

  /** Two inputs. */
  predict(): [number, number] {
    const { bits, partial } = this.history;
    if (this.expected >> (8 - bits) !== partial) this.expected = 0;
    if (this.excluded >> (8 - bits) !== partial) this.excluded = 0;
    this.used = this.counterFor(bits);
    if (!this.used) return [0, 0];
    const { counters, index } = this.used;
    return [counters.stretched(index), counters.centred(index)];
  }

  private counterFor(bits: number) {
    const { counters, exclusions, expected, excluded } = this;
    const bitOf = (byte: number) => (byte >> (7 - bits)) & 1;
    if (expected !== 0) {
      const row = this.lengthClass * 4 + Math.min(3, popcount(this.misses));
      return { counters, index: 2 * row + bitOf(expected) };
    }
    return excluded !== 0 ? { counters: exclusions, index: 2 * bits + bitOf(excluded) } : null;
  }

  update(bit: number): void {
    this.used?.counters.update(this.used.index, bit, LIMIT);
  }
}
