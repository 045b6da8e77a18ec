/** NUMERICS.md, section 17: text in brackets, and text behind a bar that repeats the text before it. */
import { type History, NONE } from '../history.js';
import { CLOSING, classOf, isLetter, LINE_FEED, OPENING } from './classes.js';

const DEPTH = 8;
/** Bytes of the text before the bar that a word is looked for in. */
const REACH = 256;
const MOST_WORDS = 2 ** 24;
const MOST_BARS = 255;

const CURLY = 123;
const SQUARE = 91;
const BAR = 124;

/** The bracket that a closing one closes. */
const openingOf = (byte: number): number => (byte === 41 ? 40 : byte - 2);

interface Outer {
  readonly words: number;
  readonly bars: number;
  readonly bracket: number;
}

export class BracketState {
  /** The innermost open bracket and the one around it, 0 = none; words and bars since it opened. */
  bracket = 0;
  outer = 0;
  words = 0;
  bars = 0;
  /** The place before the bar that the text behind it has repeated up to; the bytes repeated. */
  linkText = NONE;
  linkMatched = 0;
  private depth = 0;
  private begin = NONE;
  private end = NONE;
  private lastClass = LINE_FEED;
  private readonly stack: Outer[] = [];

  constructor(private readonly history: History) {}

  get repeats(): number {
    return Number(this.linkText !== NONE);
  }

  /** `next` is the place of the byte behind. */
  update(byte: number, byteClass: number, next: number): void {
    const { lastClass } = this;
    if (byteClass === LINE_FEED && lastClass === LINE_FEED)
      while (this.bracket !== 0 && this.bracket !== CURLY) this.leave();
    if (isLetter(lastClass) && !isLetter(byteClass)) this.words++;
    if (byteClass === OPENING) this.open(byte, next);
    else if (byteClass === CLOSING) this.close(byte);
    else if (byte === BAR) this.divide(next);
    else if (this.end !== NONE) this.follow(byte, byteClass);
    this.lastClass = byteClass;
  }

  private open(byte: number, next: number): void {
    const { bracket } = this;
    const words = this.words % MOST_WORDS;
    this.stack[this.depth % DEPTH] = { words, bars: Math.min(MOST_BARS, this.bars), bracket };
    this.depth++;
    this.outer = bracket;
    this.bracket = byte;
    this.words = 0;
    this.bars = 0;
    this.begin = next;
    this.end = NONE;
    this.endRepeat();
  }

  private endRepeat(): void {
    this.linkText = NONE;
    this.linkMatched = 0;
  }

  private close(byte: number): void {
    this.end = NONE;
    this.endRepeat();
    if (this.bracket === openingOf(byte)) this.leave();
  }

  private leave(): void {
    this.depth--;
    const { words, bars, bracket } = this.stack[this.depth % DEPTH] as Outer;
    this.words = words;
    this.bars = bars;
    this.bracket = this.depth > 0 ? bracket : 0;
    this.outer = this.depth > 0 ? (this.stack[(this.depth - 1) % DEPTH] as Outer).bracket : 0;
  }

  private divide(next: number): void {
    this.bars++;
    if (this.bracket !== SQUARE) return;
    this.end = next - 1;
    this.linkText = this.begin;
    this.linkMatched = 0;
  }

  private follow(byte: number, byteClass: number): void {
    const { history, begin, end } = this;
    if (this.linkText !== NONE && history.byteAt(this.linkText) === byte) {
      this.linkMatched++;
      this.linkText = this.linkText + 1 < end ? this.linkText + 1 : NONE;
      return;
    }
    this.endRepeat();
    if (!isLetter(byteClass) || isLetter(this.lastClass)) return;
    for (let place = begin; place + 1 < Math.min(end, begin + REACH); place++) {
      if (history.byteAt(place) !== byte) continue;
      if (place !== begin && isLetter(classOf(history.byteAt(place - 1)))) continue;
      this.linkText = place + 1;
      this.linkMatched = 1;
      return;
    }
  }
}
