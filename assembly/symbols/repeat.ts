import { floats } from '../memory/arena';
import { FAMILY } from '../spec.generated';
import { RepeatTable } from './repeat-table';
import { complement, Sequence, WINDOW } from './sequence';
import { SymbolExpert, storeLogs } from './symbol-expert';

/** Classes of the length of a repeat, and of misses among the last 32 and the last 8 predictions. */
const LENGTHS = 8;
const MISSES = 8;
const NEW_MISSES = 4;

/** A repeat ends when more of its last 16 predictions than this were wrong. */
const MOST_MISSES = 8;

/** How fast the probability of a hit is adapted, and its bounds. */
const RATE: f32 = 0.004;
const LEAST: f32 = 0.2501;
const MOST: f32 = 0.9998;

/**
 * Predicts what followed the last symbols where they stood before; inverted: read on the other strand, where the copy runs
 * backwards and has complements. The repeat goes on after a miss, since copies of genes differ in single symbols. How
 * often it is right is learned by its length and its recent misses.
 */
export class Repeat extends SymbolExpert {
  /** Index of the symbol that the repeat predicts by, -1 = there is no repeat. */
  private from: i32 = -1;
  /** Symbols that agreed since the last miss, those that it was found by included; a quarter of them after a miss. */
  length: i32 = 0;
  /** One bit for each of the last predictions, the newest lowest: 1 = a miss. */
  private misses: u32 = 0;
  /** The symbol that it predicts, -1 = none. */
  expected: i32 = -1;
  private state: i32 = 0;
  /** P(hit) by state. */
  private readonly hits: usize = floats(LENGTHS * MISSES * NEW_MISSES);

  constructor(
    private readonly sequence: Sequence,
    private readonly table: RepeatTable,
    private readonly inverted: bool,
  ) {
    super(LENGTHS * MISSES * NEW_MISSES, FAMILY.REPEATS);
  }

  initialise(): bool {
    for (let i = 0; i < this.confidences; i++) store<f32>(this.hits + ((<usize>i) << 2), 0.9);
    return true;
  }

  predict(logs: usize): i32 {
    if (this.from < 0 || this.from >= this.sequence.count) {
      this.expected = -1;
      v128.store(logs, f32x4.splat(0));
      return 0;
    }
    const there = this.sequence.at(this.from);
    this.expected = i32(this.inverted ? complement(there) : there);
    this.state =
      min(i32(popcnt(this.misses & 0xff)), 3) +
      NEW_MISSES * (min(i32(popcnt(this.misses)), 7) + MISSES * this.lengthClass);
    const p = load<f32>(this.hits + ((<usize>this.state) << 2));
    v128.store(logs, f32x4.splat((1 - p) * <f32>(1.0 / 3.0)));
    store<f32>(logs + ((<usize>this.expected) << 2), p);
    storeLogs(logs, v128.load(logs));
    return this.state;
  }

  /** Class of the length, 0 .. 7; 0 without a repeat. */
  get lengthClass(): i32 {
    const n = this.length;
    if (n < 16) return 0;
    if (n < 32) return n < 20 ? 1 : n < 24 ? 2 : 3;
    return n < 64 ? 4 : n < 256 ? 5 : n < 1024 ? 6 : 7;
  }

  update(symbol: u32): void {
    if (this.expected < 0) return;
    const hit = u32(this.expected) == symbol;
    const at = this.hits + ((<usize>this.state) << 2);
    const p = load<f32>(at);
    store<f32>(at, min<f32>(MOST, max<f32>(LEAST, p + ((hit ? <f32>1 : <f32>0) - p) * RATE)));
    this.misses = (this.misses << 1) | u32(!hit);
    this.length = hit ? this.length + 1 : this.length >> 2;
    this.from += this.inverted ? -1 : 1;
    if (i32(popcnt(this.misses & 0xffff)) > MOST_MISSES) this.from = -1;
    if (this.from < 0) this.length = 0;
  }

  proceed(): void {
    const sequence = this.sequence;
    const least = this.table.length;
    if (sequence.count <= least) return;
    if (this.from >= 0 && (this.length >= least || (this.misses & 0xffff) == 0)) return;
    const behind = this.table.find(this.inverted);
    if (behind == 0) return;
    const candidate = this.inverted ? behind - least - 1 : behind;
    if (candidate < 0 || candidate >= sequence.count || candidate == this.from) return;
    const length = this.agreeing(candidate);
    if (length < least || (this.from >= 0 && this.length >= length)) return;
    this.from = candidate;
    this.length = length;
    this.misses = 0;
  }

  /** How many of the last 32 symbols agree with the ones before `candidate`; inverted: behind it, on the other strand. */
  private agreeing(candidate: i32): i32 {
    const sequence = this.sequence;
    const most = min(WINDOW, this.inverted ? sequence.count - 1 - candidate : candidate);
    let n = 0;
    for (; n < most; n++) {
      const own = sequence.at(sequence.count - 1 - n);
      const other = this.inverted
        ? complement(sequence.at(candidate + 1 + n))
        : sequence.at(candidate - 1 - n);
      if (own != other) break;
    }
    return n;
  }
}
