/** NUMERICS.md, section 17: lines, their columns, tokens and fields, and the places above the next byte. */
import { combine, NONE } from '../history.js';
import { DIGIT, isLetter, LINE_FEED, lookOf, SPACE } from './classes.js';

/** Tokens of a line whose places are kept. */
const TOKENS = 126;

/** Comma, tab, semicolon, bar. */
const SEPARATORS: readonly number[] = [44, 9, 59, 124];

/** Places where the tokens of a line begin and end. */
interface Tokens {
  readonly begin: number[];
  readonly end: number[];
}

export class LineState {
  column = 0;
  lengthAbove = 0;
  /** The places above the next byte: in the same column, and in the token of the same number. */
  above = NONE;
  tokenAbove = NONE;
  indent = 0;
  indentAbove = 0;
  /** First byte that is no space, 0 = none yet. */
  first = 0;
  firstToken = 0;
  /** Tokens that have begun. */
  tokens = 0;
  shape = 0;
  fields = 0;
  field = 0;
  /** Where the line begins. */
  private start = 0;
  private last = LINE_FEED;
  private inToken = false;
  private places: Tokens = { begin: [], end: [] };
  private placesAbove: Tokens = { begin: [], end: [] };
  private tokensAbove = 0;

  /** `next` is the place of the byte behind. */
  update(byte: number, byteClass: number, next: number): void {
    if (byteClass === LINE_FEED) {
      this.endLine(next);
      return;
    }
    this.column++;
    this.above = this.above + 1 < this.start ? this.above + 1 : NONE;
    if (this.first === 0) {
      if (byteClass === SPACE) this.indent++;
      else this.first = byte;
    }
    const inToken = isLetter(byteClass) || byteClass === DIGIT;
    this.moveTokenAbove(inToken, next - 1);
    this.inToken = inToken;
    if (inToken && this.tokens === 1) this.firstToken = combine(this.firstToken, byte);
    const look = lookOf(byte, byteClass);
    if (look !== this.last) this.shape = combine(this.shape, look);
    this.last = look;
    const separates = SEPARATORS.includes(byte);
    this.fields += Number(separates);
    this.field = separates ? 0 : combine((this.field + 1) >>> 0, byte);
  }

  private moveTokenAbove(inToken: boolean, place: number): void {
    const { tokens, tokensAbove, placesAbove } = this;
    const kept = tokens <= TOKENS;
    if (inToken && !this.inToken) {
      this.tokenAbove = NONE;
      if (tokens < TOKENS) {
        this.places.begin[tokens] = place;
        if (tokens < tokensAbove) this.tokenAbove = (placesAbove.begin[tokens] as number) + 1;
      }
      this.tokens++;
    } else if (inToken) {
      if (
        kept &&
        tokens <= tokensAbove &&
        this.tokenAbove < (placesAbove.end[tokens - 1] as number)
      )
        this.tokenAbove++;
    } else if (this.inToken) {
      if (kept) {
        this.places.end[tokens - 1] = place;
        this.tokenAbove =
          tokens <= tokensAbove ? (placesAbove.end[tokens - 1] as number) + 1 : NONE;
      }
    } else {
      const isAbove = tokens < tokensAbove && tokens < TOKENS;
      if (this.tokenAbove < (isAbove ? (placesAbove.begin[tokens] as number) : this.start))
        this.tokenAbove++;
    }
    if (this.tokenAbove >= this.start) this.tokenAbove = NONE;
  }

  private endLine(next: number): void {
    if (this.inToken && this.tokens <= TOKENS) this.places.end[this.tokens - 1] = next - 1;
    this.placesAbove = this.places;
    this.places = { begin: [], end: [] };
    this.tokensAbove = Math.min(this.tokens, TOKENS);
    this.above = this.start;
    this.tokenAbove = this.start;
    this.start = next;
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
    this.last = LINE_FEED;
  }
}
