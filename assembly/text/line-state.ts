import { combine } from '../context/hash';
import { allocate } from '../memory/arena';
import { DIGIT, isLetter, NEWLINE, SPACE } from './classes';

/** Tokens of a line whose bounds are stored; a line may have more. */
const TOKENS: u32 = 126;

/**
 * Text as lines: where in its line the next byte stands, and which byte of the line above corresponds to it. A token is
 * a run of letters (ASCII, or bytes above 127) and digits. "Above" is the line before, addresses are in the history.
 */
export class LineState {
  /** Bytes of the line before the next byte. */
  column: u32 = 0;
  /** Bytes of the line above, its newline not counted. */
  lengthAbove: u32 = 0;
  /** Address of the line's first byte. */
  start: usize = 0;
  /** Address of the byte above in the same column, 0 where the line above, its newline included, is shorter. */
  above: usize = 0;
  /**
   * Address of the byte above that corresponds token by token, 0 = none. In token n it is the byte as far behind the
   * begin of token n above, at most that token's end; behind token n, as far behind that end, at most the next begin.
   * The begin of a line counts as the end of a token.
   */
  tokenAbove: usize = 0;
  /** Bytes of class SPACE that the line begins with. */
  indent: u32 = 0;
  /** The same of the line above. */
  indentAbove: u32 = 0;
  /** The line's first byte that is no space, 0 before it. */
  first: u32 = 0;
  /** Hash of the line's first token so far. */
  firstToken: u32 = 0;
  /** Tokens that have begun in the line. */
  tokens: u32 = 0;
  /** Hash of the line so far: a letter counts as `a`, a digit as `0`, a run of one symbol as one of it. */
  shape: u32 = 0;
  /** Separators `, tab ; |` in the line so far. */
  fields: u32 = 0;
  /** Hash of the bytes since the last separator. */
  field: u32 = 0;
  /** The newest symbol that `shape` took, NEWLINE at the begin of a line. */
  private lastSymbol: u32 = NEWLINE;
  private inToken: bool = false;
  /** Bounds of the line's tokens: two addresses a token, u32 each: of its first byte, and behind its last. */
  private bounds: usize = allocate((TOKENS + 2) * 8);
  /** The same of the line above, and how many of its tokens are there. */
  private boundsAbove: usize = allocate((TOKENS + 2) * 8);
  private tokensAbove: u32 = 0;

  /** Takes the newest byte and its class; `at` is the address of the next byte. */
  update(byte: u32, byteClass: u32, at: usize): void {
    if (byteClass == NEWLINE) {
      this.endLine(at);
      return;
    }
    this.column++;
    if (this.above != 0) this.above = this.above + 1 < this.start ? this.above + 1 : 0;
    if (this.first == 0) {
      if (byteClass == SPACE) this.indent++;
      else this.first = byte;
    }
    const inToken = isLetter(byteClass) || byteClass == DIGIT;
    this.follow(inToken, at);
    if (inToken && this.tokens == 1) this.firstToken = combine(this.firstToken, byte);
    const symbol = isLetter(byteClass) ? 97 : byteClass == DIGIT ? 48 : byte;
    if (symbol != this.lastSymbol) this.shape = combine(this.shape, symbol);
    this.lastSymbol = symbol;
    if (byte == 44 || byte == 9 || byte == 59 || byte == 124) {
      this.fields++;
      this.field = 0;
    } else {
      this.field = combine(this.field + 1, byte);
    }
  }

  /**
   * Moves tokenAbove. Where token n begins or ends, it goes to the begin or end of token n above; else it advances by one
   * byte, but not beyond the end of that token or the begin of the next. It is 0 where the line above has no such token.
   */
  private follow(inToken: bool, at: usize): void {
    const above = this.boundsAbove;
    if (inToken) {
      if (!this.inToken) {
        if (this.tokens < TOKENS) {
          const entry = <usize>(this.tokens << 3);
          store<u32>(this.bounds + entry, u32(at - 1));
          this.tokenAbove =
            this.tokens < this.tokensAbove ? <usize>load<u32>(above + entry) + 1 : 0;
        } else {
          this.tokenAbove = 0;
        }
        this.tokens++;
      } else if (this.tokenAbove != 0 && this.tokens <= this.tokensAbove && this.tokens <= TOKENS) {
        if (this.tokenAbove < <usize>load<u32>(above + <usize>((this.tokens - 1) << 3), 4))
          this.tokenAbove++;
      }
    } else if (this.inToken) {
      if (this.tokens <= TOKENS) {
        const entry = <usize>((this.tokens - 1) << 3);
        store<u32>(this.bounds + entry, u32(at - 1), 4);
        this.tokenAbove =
          this.tokens <= this.tokensAbove ? <usize>load<u32>(above + entry, 4) + 1 : 0;
      }
    } else if (this.tokenAbove != 0) {
      const next: usize =
        this.tokens < this.tokensAbove && this.tokens < TOKENS
          ? <usize>load<u32>(above + <usize>(this.tokens << 3))
          : this.start;
      if (this.tokenAbove < next) this.tokenAbove++;
    }
    if (this.tokenAbove >= this.start) this.tokenAbove = 0;
    this.inToken = inToken;
  }

  private endLine(at: usize): void {
    if (this.inToken && this.tokens <= TOKENS) {
      store<u32>(this.bounds + <usize>((this.tokens - 1) << 3), u32(at - 1), 4);
    }
    const bounds = this.bounds;
    this.bounds = this.boundsAbove;
    this.boundsAbove = bounds;
    this.tokensAbove = min(this.tokens, TOKENS);
    this.above = this.start;
    this.tokenAbove = this.start;
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
    this.lastSymbol = NEWLINE;
  }
}
