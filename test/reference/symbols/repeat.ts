/** NUMERICS.md, section 27: repeats, and inverted repeats. */
import { f, get, zeros } from '../float32.js';
import {
  centredLogs,
  complement,
  hashOf,
  NO_VOTE,
  numberOf,
  type Sequence,
  type SymbolExpert,
  type Vote,
} from './sequence.js';

/** The place behind the last symbols where they stood last, by their hash. */
export class RepeatTable {
  private readonly places = new Map<number, number>();

  /** 2^bits places. */
  constructor(
    readonly length: number,
    private readonly bits: number,
  ) {}

  find(symbols: readonly number[]): number | undefined {
    return this.places.get(hashOf(numberOf(symbols), this.bits));
  }

  enter(sequence: Sequence): void {
    const last = Array.from({ length: this.length }, (_, i) => sequence.back(i + 1) ?? 0);
    this.places.set(hashOf(numberOf(last), this.bits), sequence.count);
  }
}

const LENGTHS = [16, 20, 24, 32, 64, 256, 1024];
const MOST_AGREEING = 32;

export class Repeat implements SymbolExpert {
  readonly classes = 256;
  length = 0;
  /** The symbol that it predicts. */
  expected: number | undefined;
  private from: number | undefined;
  /** The last 32 predictions, the newest first. */
  private missed: boolean[] = [];
  private state = 0;
  private readonly hits = zeros(256).fill(0.9);

  constructor(
    private readonly sequence: Sequence,
    private readonly table: RepeatTable,
    private readonly inverted: boolean,
  ) {}

  private misses(of: number): number {
    return this.missed.slice(0, of).filter(Boolean).length;
  }

  private forget(): void {
    this.missed = new Array<boolean>(32).fill(false);
  }

  /** What a symbol of the copy predicts. */
  private read(symbol: number): number {
    return this.inverted ? complement(symbol) : symbol;
  }

  predict(): Vote {
    this.expected = this.from === undefined ? undefined : this.read(this.sequence.at(this.from));
    if (this.expected === undefined) return NO_VOTE;
    const lengthClass = LENGTHS.filter((least) => this.length >= least).length;
    const [last8, last32] = [Math.min(3, this.misses(8)), Math.min(7, this.misses(32))];
    this.state = 32 * lengthClass + 4 * last32 + last8;
    const hit = get(this.hits, this.state);
    const p = zeros(4).fill(f(1 - hit) * f(1 / 3));
    p[this.expected] = hit;
    return { logs: centredLogs(p), confidence: this.state };
  }

  update(symbol: number): void {
    if (this.expected === undefined || this.from === undefined) return;
    const isHit = symbol === this.expected;
    const hit = get(this.hits, this.state);
    const moved = f(hit + f(f(Number(isHit) - hit) * f(0.004)));
    this.hits[this.state] = Math.min(f(0.9998), Math.max(f(0.2501), moved));
    this.missed = [!isHit, ...this.missed.slice(0, 31)];
    this.length = isHit ? this.length + 1 : Math.floor(this.length / 4);
    this.from += this.inverted ? -1 : 1;
    if (this.misses(16) <= 8 && this.from >= 0) return;
    this.from = undefined;
    this.length = 0;
  }

  proceed(): void {
    const { sequence, table, inverted } = this;
    if (sequence.count <= table.length) return;
    const isGood = this.length >= table.length || this.misses(16) === 0;
    if (this.from !== undefined && isGood) return;
    const last = Array.from({ length: table.length }, (_, i) => sequence.back(i + 1) as number);
    const behind = table.find(inverted ? last.map(complement).reverse() : last);
    if (behind === undefined) return;
    const candidate = inverted ? behind - table.length - 1 : behind;
    if (candidate < 0 || candidate === this.from) return;
    const length = this.agreeing(candidate);
    if (length < table.length || (this.from !== undefined && length <= this.length)) return;
    this.from = candidate;
    this.length = length;
    this.forget();
  }

  /** How many of the last symbols agree with those on the far side of the candidate. */
  private agreeing(candidate: number): number {
    const { sequence, inverted } = this;
    const step = inverted ? 1 : -1;
    let n = 0;
    while (n < MOST_AGREEING) {
      const place = candidate + step * (n + 1);
      if (place < 0 || place >= sequence.count) break;
      if (this.read(sequence.at(place)) !== sequence.back(n + 1)) break;
      n++;
    }
    return n;
  }
}
