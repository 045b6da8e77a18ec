import { allocate } from '../memory/arena';
import { CLOSE, classOf, isLetter, NEWLINE, OPEN } from './classes';

/** Entries of the stack, a ring: a ninth open bracket overwrites the outermost one's entry. */
const DEPTH: u32 = 8;

/** Bytes of a stack entry: what was true where the bracket opened. u32 words << 8 | min(255, bars), u8 bracket. */
const ENTRY: usize = 8;

/** Bytes of the text before the bar that are searched for a word's first letter. */
const SEARCHED: usize = 256;

const ROUND: u32 = 40;
const SQUARE: u32 = 91;
const CURLY: u32 = 123;
const BAR: u32 = 124;

/**
 * The innermost open bracket, its length in words and bars, and the link text of square brackets. In
 * `[[Word order|order]]` the text behind the bar often repeats the text before it; `linkText` points into the latter.
 * An empty line closes all brackets up to the innermost curly one; in NestingState they stay open.
 */
export class BracketState {
  /** Byte of the innermost open bracket, 0 = none. */
  bracket: u32 = 0;
  /** Byte of the bracket around it, 0 = none. */
  outer: u32 = 0;
  /** Words that ended since the innermost bracket opened, those in closed inner brackets not counted. */
  words: u32 = 0;
  /** Bars `|` since the innermost bracket opened, those in closed inner brackets not counted. */
  bars: u32 = 0;
  /** Address of the byte of the text before the bar that is predicted to repeat next, 0 = none. */
  linkText: usize = 0;
  /** Bytes in a row that the text before the bar predicted, the first letter of a found word included. */
  linkMatched: u32 = 0;
  /** Open brackets. */
  private depth: u32 = 0;
  /** Address of the byte behind the last opening bracket. */
  private begin: usize = 0;
  /** Address of the newest bar in square brackets, 0 = none, or a bracket opened or closed since. */
  private end: usize = 0;
  private lastClass: u32 = NEWLINE;
  private readonly stack: usize = allocate(<usize>DEPTH * ENTRY);

  /** Takes the newest byte and its class; `at` is the address of the next byte. */
  update(byte: u32, byteClass: u32, at: usize): void {
    if (byteClass == NEWLINE && this.lastClass == NEWLINE) this.endParagraph();
    if (isLetter(this.lastClass) && !isLetter(byteClass)) this.words++;
    if (byteClass == OPEN) this.open(byte, at);
    else if (byteClass == CLOSE) this.close(byte);
    else if (byte == BAR) this.divide(at);
    else if (this.end != 0) this.follow(byte, byteClass);
    this.lastClass = byteClass;
  }

  private open(byte: u32, at: usize): void {
    const entry = this.entry(this.depth);
    store<u32>(entry, (this.words << 8) | min<u32>(255, this.bars));
    store<u8>(entry, u8(this.bracket), 4);
    this.depth++;
    this.outer = this.bracket;
    this.bracket = byte;
    this.words = 0;
    this.bars = 0;
    this.begin = at;
    this.end = 0;
    this.linkText = 0;
    this.linkMatched = 0;
  }

  private close(byte: u32): void {
    this.end = 0;
    this.linkText = 0;
    this.linkMatched = 0;
    if (this.bracket == (byte == 41 ? ROUND : byte - 2)) this.leave();
  }

  private leave(): void {
    this.depth--;
    const entry = this.entry(this.depth);
    this.words = load<u32>(entry) >> 8;
    this.bars = load<u32>(entry) & 255;
    // At depth 0 the ring's entry may be that of a bracket eight levels deeper.
    this.bracket = this.depth > 0 ? load<u8>(entry, 4) : 0;
    this.outer = this.depth > 0 ? load<u8>(this.entry(this.depth - 1), 4) : 0;
  }

  /** Curly brackets stay open: programs have empty lines between them. */
  private endParagraph(): void {
    while (this.bracket != 0 && this.bracket != CURLY) this.leave();
  }

  private divide(at: usize): void {
    this.bars++;
    if (this.bracket != SQUARE) return;
    this.end = at - 1;
    this.linkText = this.begin;
    this.linkMatched = 0;
  }

  /**
   * While the byte is the predicted one, `linkText` advances; at the bar it becomes 0. After another byte, a letter that
   * begins a word is looked up: `linkText` points behind the first word before the bar that begins with that letter.
   */
  private follow(byte: u32, byteClass: u32): void {
    if (this.linkText != 0 && u32(load<u8>(this.linkText)) == byte) {
      this.linkMatched++;
      this.linkText = this.linkText + 1 < this.end ? this.linkText + 1 : 0;
      return;
    }
    this.linkText = 0;
    this.linkMatched = 0;
    if (!isLetter(byteClass) || isLetter(this.lastClass)) return;
    const last = min(this.end, this.begin + SEARCHED);
    for (let from = this.begin; from + 1 < last; from++) {
      if (u32(load<u8>(from)) != byte) continue;
      if (from != this.begin && isLetter(classOf(load<u8>(from - 1)))) continue;
      this.linkText = from + 1;
      this.linkMatched = 1;
      return;
    }
  }

  private entry(depth: u32): usize {
    return this.stack + <usize>(depth & (DEPTH - 1)) * ENTRY;
  }
}
