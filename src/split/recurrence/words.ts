/** Sequences of words of 1 to 8 bytes under a rule. */
import { STEP_BYTES, type Stepwise } from '../../bytes/stepwise.js';
import { type Layout, type Long, MAX_LAG, type Rule, TWISTER_ORDER } from './parameters.js';
import { temper, twist, untemper } from './twister.js';

type WordLayout = Pick<Extract<Layout, { form: 'words' }>, 'unit' | 'highestFirst'>;

/** Words that are kept: a power of two above the longest lag. */
const RING = 2 * MAX_LAG;
const MASK = RING - 1;

/** Predicts words from those before. `low` and `high` are the halves of the last prediction; the caller cuts them to size. */
export abstract class Predictor {
  low = 0;
  high = 0;
  protected at = 0;
  protected readonly lows = new Uint32Array(RING);
  protected readonly highs = new Uint32Array(RING);

  abstract predict(): void;

  /** Appends a word to those before. */
  push(low: number, high: number): void {
    this.lows[this.at] = low;
    this.highs[this.at] = high;
    this.at = (this.at + 1) & MASK;
  }
}

class Xor extends Predictor {
  private readonly start: number;
  constructor(
    private readonly lags: readonly number[],
    inverted: boolean,
  ) {
    super();
    this.start = inverted ? -1 : 0;
  }

  predict(): void {
    const { lags, lows, highs, at } = this;
    let low = this.start;
    let high = this.start;
    for (let i = 0; i < lags.length; i++) {
      const place = (at - (lags[i] as number)) & MASK;
      low ^= lows[place] as number;
      high ^= highs[place] as number;
    }
    this.low = low;
    this.high = high;
  }
}

class Sum extends Predictor {
  constructor(private readonly rule: Extract<Rule, { kind: 'sum' }>) {
    super();
  }

  predict(): void {
    const { terms, summand } = this.rule;
    this.low = summand.low;
    this.high = summand.high;
    for (let i = 0; i < terms.length; i++) {
      const { lag, factor } = terms[i] as (typeof terms)[number];
      const place = (this.at - lag) & MASK;
      addProduct(this, factor, this.lows[place] as number, this.highs[place] as number);
    }
  }
}

class Twister extends Predictor {
  predict(): void {
    const word = (lag: number) => this.lows[(this.at - lag) & MASK] as number;
    this.low = temper(word(227) ^ twist(word(TWISTER_ORDER), word(TWISTER_ORDER - 1)));
  }

  override push(low: number): void {
    super.push(untemper(low), 0);
  }
}

/** Predicts from a state of its own, which the words of the sequence do not change. */
class Hidden extends Predictor {
  private state: { low: number; high: number };
  private readonly lowMask: number;
  private readonly highMask: number;

  constructor(private readonly rule: Extract<Rule, { kind: 'hidden' }>) {
    super();
    this.state = { ...rule.state };
    this.lowMask = maskOf(rule.bits);
    this.highMask = maskOf(rule.bits - 32);
  }

  predict(): void {
    const { low, high } = this.state;
    const { shift, factor, summand } = this.rule;
    if (shift >= 32) {
      this.low = high >>> (shift - 32);
      this.high = 0;
    } else {
      this.low = shift === 0 ? low : (low >>> shift) | (high << (32 - shift));
      this.high = high >>> shift;
    }
    const next = { low: summand.low, high: summand.high };
    addProduct(next, factor, low, high);
    this.state = { low: (next.low & this.lowMask) >>> 0, high: (next.high & this.highMask) >>> 0 };
  }

  override push(): void {}
}

/** A mask of the lowest `bits` bits, at most 32; 0 for a negative number. */
function maskOf(bits: number): number {
  return bits >= 32 ? -1 : bits <= 0 ? 0 : (1 << bits) - 1;
}

/** Adds a product modulo 2^64. */
function addProduct(
  sum: { low: number; high: number },
  { low: a, high: b }: Long,
  low: number,
  high: number,
): void {
  // The low halves' product in 64 bits, from products of 16 by 32 bits, which doubles hold exactly.
  const first = (a & 0xffff) * low;
  const second = (a >>> 16) * low;
  const partial = (second % 0x10000) * 0x10000 + first + (sum.low >>> 0);
  const carry = Math.floor(partial / 0x100000000) + Math.floor(second / 0x10000);
  sum.low = partial >>> 0;
  sum.high = (sum.high + carry + Math.imul(a, high) + Math.imul(b, low)) >>> 0;
}

export function predictorOf(rule: Rule): Predictor {
  switch (rule.kind) {
    case 'xor':
      return new Xor(rule.lags, rule.inverted);
    case 'sum':
      return new Sum(rule);
    case 'twister':
      return new Twister();
    case 'hidden':
      return new Hidden(rule);
  }
}

/** Whether residuals of the rule are differences; otherwise they are exclusive ors. */
export function isSum(rule: Rule): boolean {
  return rule.kind === 'sum';
}

/** Reads the words of bytes one by one. */
export class WordReader {
  low = 0;
  high = 0;
  constructor(
    private readonly bytes: Uint8Array,
    private readonly layout: WordLayout,
  ) {}

  /** Reads the word at an offset. */
  read(at: number): void {
    const { unit, highestFirst } = this.layout;
    const { bytes } = this;
    if (unit < 4) {
      const first = bytes[at] as number;
      const second = unit === 1 ? 0 : (bytes[at + 1] as number);
      this.low = highestFirst ? (first << 8) | second : first | (second << 8);
    } else if (unit === 4) this.low = fourBytes(bytes, at, highestFirst);
    else {
      this.low = fourBytes(bytes, highestFirst ? at + 4 : at, highestFirst);
      this.high = fourBytes(bytes, highestFirst ? at : at + 4, highestFirst);
    }
  }
}

function fourBytes(bytes: Uint8Array, at: number, highestFirst: boolean): number {
  const a = bytes[at] as number;
  const b = bytes[at + 1] as number;
  const c = bytes[at + 2] as number;
  const d = bytes[at + 3] as number;
  return (
    (highestFirst ? (a << 24) | (b << 16) | (c << 8) | d : (d << 24) | (c << 16) | (b << 8) | a) >>>
    0
  );
}

function writeWord(
  bytes: Uint8Array,
  at: number,
  { unit, highestFirst }: WordLayout,
  low: number,
  high: number,
): void {
  for (let i = 0; i < unit; i++)
    bytes[highestFirst ? at + unit - 1 - i : at + i] = (i < 4 ? low : high) >>> (8 * (i & 3));
}

/**
 * Replaces, in place, words by residuals (`direction` -1) or residuals by words (1), from word `first` on. The words
 * before it are the state.
 */
export function* transformWords(
  bytes: Uint8Array,
  layout: WordLayout,
  rule: Rule,
  first: number,
  direction: 1 | -1,
): Stepwise<void> {
  const { unit } = layout;
  const units = Math.floor(bytes.length / unit);
  const reader = new WordReader(bytes, layout);
  const predictor = predictorOf(rule);
  const perStep = Math.ceil(STEP_BYTES / (4 + (rule.kind === 'xor' ? rule.lags.length : 4)));
  const sums = isSum(rule);
  const lowMask = maskOf(8 * unit);
  for (let i = 0; i < units; i++) {
    if (i % perStep === 0) yield;
    reader.read(i * unit);
    const { low, high } = reader;
    if (i < first) {
      predictor.push(low, high);
      continue;
    }
    predictor.predict();
    const predictedLow = (predictor.low & lowMask) >>> 0;
    const predictedHigh = unit === 8 ? predictor.high : 0;
    let otherLow = (low ^ predictedLow) >>> 0;
    let otherHigh = (high ^ predictedHigh) >>> 0;
    if (sums) {
      const sum = low + direction * predictedLow;
      otherLow = (sum & lowMask) >>> 0;
      // Of words of 64 bits the low half carries into the high one.
      otherHigh =
        unit === 8 ? (high + direction * predictedHigh + Math.floor(sum / 2 ** 32)) >>> 0 : 0;
    }
    if (direction > 0) predictor.push(otherLow, otherHigh);
    else predictor.push(low, high);
    writeWord(bytes, i * unit, layout, otherLow, otherHigh);
  }
}
