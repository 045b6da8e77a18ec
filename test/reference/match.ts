/** NUMERICS.md, section 18: what followed the same bytes before. */
import { Adaptive } from './adaptive.js';
import { combine, STEP, type Trail } from './trail.js';

const LONGEST = 65535;

/** Bits after which old ones fade. */
const LIMIT = 511;

function popcount(x: number): number {
  return x.toString(2).replaceAll('0', '').length;
}

/** Of each sixteen places the table has fifteen. */
function placeOf(index: number): number {
  return index - (index % 16) + Math.floor(((index % 16) * 15) / 16);
}

export class Match {
  /** The byte expected behind a leading 1, 0 = none; how many before agreed; of the last eight, who did not. */
  expected = 0;
  length = 0;
  misses = 0;
  /** The byte that was expected and is known not to come. */
  private excluded = 0;
  private readonly places = new Map<number, number>();
  /** By class of length, recent misses, and the bit expected. */
  private readonly map = Array.from({ length: 128 }, (_, i) => {
    const sure = Math.floor(65536 / ((i >> 3) + 3));
    return new Adaptive(i % 2 ? 65535 - sure : sure, 0);
  });
  /** Of the byte excluded, by how many of its bits are known, and the next. */
  private readonly exclusions = Array.from(
    { length: 16 },
    (_, i) => new Adaptive(i % 2 ? 16384 : 49152, 0),
  );
  /** The place of the byte expected, 0 = none. */
  private from = 0;
  private entry: Adaptive | null = null;
  /** Where `places` tells of the newest bytes, -1 = too few came. */
  private row = -1;

  constructor(
    private readonly trail: Trail,
    private readonly least: number,
    private readonly bits: number,
  ) {}

  beginByte(): void {
    const { trail, least, places } = this;
    this.excluded = 0;
    if (this.from !== 0) this.goOn();
    if (trail.count < least) return;
    if (this.row >= 0) {
      const place = places.get(this.row) ?? 0;
      if (place > 0 && (this.from === 0 || this.length < 16)) this.consider(place + 1);
      places.set(this.row, trail.count - 1);
    }
    let hash = 0;
    for (let n = 1; n <= least; n++) hash = combine(hash, trail.back(n));
    this.row = placeOf(Math.imul(hash, STEP) >>> (32 - this.bits));
    this.expected = this.from !== 0 ? (trail.bytes[this.from] as number) + 256 : 0;
  }

  private goOn(): void {
    const isHit = this.trail.bytes[this.from] === this.trail.back(1);
    this.misses = (2 * this.misses + Number(!isHit)) & 255;
    this.from++;
    this.length = isHit ? this.length + 1 : 0;
    if (this.misses === 255) this.from = 0;
  }

  private consider(candidate: number): void {
    const { bytes, count } = this.trail;
    let length = 0;
    while (length < LONGEST && length < candidate)
      if (bytes[candidate - length - 1] === bytes[count - length - 1]) length++;
      else break;
    if (length <= this.length || length < this.least) return;
    this.from = candidate;
    this.length = length;
    this.misses = 0;
  }

  /** What was expected does not come. */
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
    return Math.min(15, 35 - Math.clz32(n));
  }

  /** Two inputs. */
  predict(): [number, number] {
    const { bits, partial } = this.trail;
    if (this.expected >> (8 - bits) !== partial) this.expected = 0;
    if (this.excluded >> (8 - bits) !== partial) this.excluded = 0;
    this.entry = null;
    if (this.expected !== 0) {
      const row = this.lengthClass * 4 + Math.min(3, popcount(this.misses));
      this.entry = this.map[2 * row + ((this.expected >> (7 - bits)) & 1)] as Adaptive;
    } else if (this.excluded !== 0) {
      this.entry = this.exclusions[2 * bits + ((this.excluded >> (7 - bits)) & 1)] as Adaptive;
    }
    return this.entry ? [this.entry.stretched, this.entry.centred] : [0, 0];
  }

  learn(bit: number): void {
    this.entry?.learn(bit, LIMIT);
  }
}
