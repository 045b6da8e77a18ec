import { combine } from '../context/hash';
import { allocate } from '../memory/arena';
import { DIGIT, isLetter, NEWLINE, SPACE } from './classes';

/** Tokens of a line whose places are kept. */
const TOKENS: u32 = 126;

/**
 * Text as lines: where in the line the next byte stands, and what stood there in the line above. A line's tokens are
 * numbered, and a second pointer into the line above goes along token by token, however long they are.
 */
export class LineReader {
  column: u32 = 0;
  /** Bytes of the line above. */
  lengthAbove: u32 = 0;
  /** The first byte of the line. */
  start: usize = 0;
  /** Bytes above the next one: in the same column; in the same place of the same token; 0 = none. */
  above: usize = 0;
  beside: usize = 0;
  /** Spaces that the line begins with; and the one above. */
  indent: u32 = 0;
  indentAbove: u32 = 0;
  /** First byte that is no space; hash of the first token. */
  first: u32 = 0;
  firstToken: u32 = 0;
  /** Number of the token here or last. */
  tokens: u32 = 0;
  /** Hash of the line so far as it looks: letters, digits alike, marks as they are. */
  shape: u32 = 0;
  /** Fields as tables separate them, by commas, tabs, semicolons, bars: how many before this one; its hash so far. */
  fields: u32 = 0;
  field: u32 = 0;
  private lastKind: u32 = NEWLINE;
  private inToken: bool = false;
  /** Begin and end of each token, of this line and of the one above. */
  private places: usize = allocate((TOKENS + 2) * 8);
  private placesAbove: usize = allocate((TOKENS + 2) * 8);
  private tokensAbove: u32 = 0;

  /** `at` is the address of the byte that comes next. */
  read(byte: u32, kind: u32, at: usize): void {
    if (kind == NEWLINE) {
      this.endLine(at);
      return;
    }
    this.column++;
    if (this.above != 0) this.above = this.above + 1 < this.start ? this.above + 1 : 0;
    if (this.first == 0) {
      if (kind == SPACE) this.indent++;
      else this.first = byte;
    }
    const inToken = isLetter(kind) || kind == DIGIT;
    this.follow(inToken, at);
    if (inToken && this.tokens == 1) this.firstToken = combine(this.firstToken, byte);
    const look = isLetter(kind) ? 97 : kind == DIGIT ? 48 : byte;
    if (look != this.lastKind) this.shape = combine(this.shape, look);
    this.lastKind = look;
    if (byte == 44 || byte == 9 || byte == 59 || byte == 124) {
      this.fields++;
      this.field = 0;
    } else {
      this.field = combine(this.field + 1, byte);
    }
  }

  /** Where a token begins or ends here, `beside` goes to where the token of the same number does above. */
  private follow(inToken: bool, at: usize): void {
    const above = this.placesAbove;
    if (inToken) {
      if (!this.inToken) {
        if (this.tokens < TOKENS) {
          const place = <usize>(this.tokens << 3);
          store<u32>(this.places + place, u32(at - 1));
          this.beside = this.tokens < this.tokensAbove ? <usize>load<u32>(above + place) + 1 : 0;
        } else {
          this.beside = 0;
        }
        this.tokens++;
      } else if (this.beside != 0 && this.tokens <= this.tokensAbove && this.tokens <= TOKENS) {
        if (this.beside < <usize>load<u32>(above + <usize>((this.tokens - 1) << 3), 4))
          this.beside++;
      }
    } else if (this.inToken) {
      if (this.tokens <= TOKENS) {
        const place = <usize>((this.tokens - 1) << 3);
        store<u32>(this.places + place, u32(at - 1), 4);
        this.beside = this.tokens <= this.tokensAbove ? <usize>load<u32>(above + place, 4) + 1 : 0;
      }
    } else if (this.beside != 0) {
      const next: usize =
        this.tokens < this.tokensAbove && this.tokens < TOKENS
          ? <usize>load<u32>(above + <usize>(this.tokens << 3))
          : this.start;
      if (this.beside < next) this.beside++;
    }
    if (this.beside >= this.start) this.beside = 0;
    this.inToken = inToken;
  }

  private endLine(at: usize): void {
    if (this.inToken && this.tokens <= TOKENS) {
      store<u32>(this.places + <usize>((this.tokens - 1) << 3), u32(at - 1), 4);
    }
    const places = this.places;
    this.places = this.placesAbove;
    this.placesAbove = places;
    this.tokensAbove = min(this.tokens, TOKENS);
    this.above = this.start;
    this.beside = this.start;
    this.start = at;
    this.indentAbove = this.indent;
    this.lengthAbove = this.column;
    this.column = 0;
    this.indent = 0;
    this.first = 0;
    this.firstToken = 0;
    this.tokens = 0;
    this.shape = 0;
    this.fields = 0;
    this.field = 0;
    this.inToken = false;
    this.lastKind = NEWLINE;
  }
}
