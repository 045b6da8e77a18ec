import { allocate } from '../memory/arena';
import { CLOSE, classOf, isLetter, NEWLINE, OPEN } from './classes';

/** Brackets kept; what is nested deeper overwrites the outermost. */
const DEPTH: u32 = 8;
const RECORD: usize = 8;

/** Where a word may begin like one of the text before the bar: bytes that are looked at. A link is shorter. */
const REACH: usize = 256;

const ROUND: u32 = 40;
const SQUARE: u32 = 91;
const CURLY: u32 = 123;
const BAR: u32 = 124;

/**
 * Text in brackets: how much of it there is, and, behind a bar in square ones (`[[Word order|order]]`), what repeats
 * the text before the bar. Other than for NestingReader, a bracket that is not closed is forgotten with the paragraph.
 */
export class BracketReader {
  /** Byte of the innermost open bracket and of the one around it, 0 = none. */
  bracket: u32 = 0;
  outer: u32 = 0;
  /** Words and bars since it opened. */
  words: u32 = 0;
  bars: u32 = 0;
  /** Where the text before the bar goes on as the one behind it did so far, 0 = nowhere; bytes since they agree. */
  echo: usize = 0;
  echoed: u32 = 0;
  private depth: u32 = 0;
  /** Where the innermost bracket's text begins; where it ends before the bar, 0 = no bar yet. */
  private begin: usize = 0;
  private end: usize = 0;
  private lastKind: u32 = NEWLINE;
  private readonly stack: usize = allocate(<usize>DEPTH * RECORD);

  /** `at` is the address of the byte that comes next. */
  read(byte: u32, kind: u32, at: usize): void {
    if (kind == NEWLINE && this.lastKind == NEWLINE) this.endParagraph();
    if (isLetter(this.lastKind) && !isLetter(kind)) this.words++;
    if (kind == OPEN) this.open(byte, at);
    else if (kind == CLOSE) this.close(byte);
    else if (byte == BAR) this.divide(at);
    else if (this.end != 0) this.follow(byte, kind);
    this.lastKind = kind;
  }

  private open(byte: u32, at: usize): void {
    const record = this.record(this.depth);
    store<u32>(record, (this.words << 8) | min<u32>(255, this.bars));
    store<u8>(record, u8(this.bracket), 4);
    this.depth++;
    this.outer = this.bracket;
    this.bracket = byte;
    this.words = 0;
    this.bars = 0;
    this.begin = at;
    this.end = 0;
    this.echo = 0;
    this.echoed = 0;
  }

  private close(byte: u32): void {
    this.end = 0;
    this.echo = 0;
    this.echoed = 0;
    if (this.bracket == (byte == 41 ? ROUND : byte - 2)) this.leave();
  }

  private leave(): void {
    this.depth--;
    const record = this.record(this.depth);
    this.words = load<u32>(record) >> 8;
    this.bars = load<u32>(record) & 255;
    // The outermost record may be that of a deeper one.
    this.bracket = this.depth > 0 ? load<u8>(record, 4) : 0;
    this.outer = this.depth > 0 ? load<u8>(this.record(this.depth - 1), 4) : 0;
  }

  /** Programs have empty lines between curly brackets. */
  private endParagraph(): void {
    while (this.bracket != 0 && this.bracket != CURLY) this.leave();
  }

  private divide(at: usize): void {
    this.bars++;
    if (this.bracket != SQUARE) return;
    this.end = at - 1;
    this.echo = this.begin;
    this.echoed = 0;
  }

  /** Goes on in the text before the bar; where it does not, a word may still begin like one there. */
  private follow(byte: u32, kind: u32): void {
    if (this.echo != 0 && u32(load<u8>(this.echo)) == byte) {
      this.echoed++;
      this.echo = this.echo + 1 < this.end ? this.echo + 1 : 0;
      return;
    }
    this.echo = 0;
    this.echoed = 0;
    if (!isLetter(kind) || isLetter(this.lastKind)) return;
    const last = min(this.end, this.begin + REACH);
    for (let place = this.begin; place + 1 < last; place++) {
      if (u32(load<u8>(place)) != byte) continue;
      if (place != this.begin && isLetter(classOf(load<u8>(place - 1)))) continue;
      this.echo = place + 1;
      this.echoed = 1;
      return;
    }
  }

  private record(depth: u32): usize {
    return this.stack + <usize>(depth & (DEPTH - 1)) * RECORD;
  }
}
