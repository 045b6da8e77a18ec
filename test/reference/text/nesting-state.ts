/** NUMERICS.md, section 17: text as a tree of quotes, brackets, keys and tags. */
import { combine } from '../history.js';
import { CLOSING, classOf, DIGIT, isLetter, LINE_FEED, OPENING, SPACE } from './classes.js';

const DEPTH = 32;
/** Tags that a closing tag looks for its name in. */
const REACH = 8;

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const SLASH = 47;
const LESS = 60;
const MORE = 62;
/** Colon and equals sign; comma, semicolon, bar, less, more; dash and underscore; exclamation and question mark. */
const AFTER_KEY: readonly number[] = [58, 61];
const AFTER_PAIR: readonly number[] = [44, 59, 124, LESS, MORE];
const IN_TOKEN: readonly number[] = [45, 95];
const REMARKS: readonly number[] = [33, 63];

/** Values of `within`. */
const OUTSIDE = 0;
const OPENED = 1;
const NAME = 2;
const CLOSED = 3;
const INSIDE = 4;
const REMARK = 5;

/** A stack of which the newest DEPTH entries are kept. */
class Stack {
  count = 0;
  private readonly entries = new Uint32Array(DEPTH);

  push(entry: number): void {
    this.entries[this.count++ % DEPTH] = entry;
  }

  /** The entry i from the end, 0 where there is none. */
  fromEnd(i: number): number {
    return i < this.count ? (this.entries[(this.count - 1 - i) % DEPTH] as number) : 0;
  }
}

export class NestingState {
  /** The open quotation mark, 0 = none. */
  quote = 0;
  value = 0;
  key = 0;
  /** Where in a tag; the hash of its name. */
  within = OUTSIDE;
  name = 0;
  /** The innermost open bracket, 0 = none. */
  bracket = 0;
  private readonly tags = new Stack();
  private readonly brackets = new Stack();
  private readonly keys = new Stack();
  private lastToken = 0;
  private token = 0;
  private string = 0;
  private last = 0;

  /** The name of the tag i from inside. */
  tag(i: number): number {
    return this.tags.fromEnd(i);
  }

  /** The key that the bracket i from inside belongs to. */
  keyAbove(i: number): number {
    return this.keys.fromEnd(i);
  }

  update(byte: number, byteClass: number): void {
    const escaped = this.quote !== 0 && byte === BACKSLASH && this.last === BACKSLASH;
    if (this.quote !== 0) this.updateQuoted(byte, byteClass);
    else this.updateUnquoted(byte, byteClass);
    this.last = escaped ? 0 : byte;
  }

  private updateQuoted(byte: number, byteClass: number): void {
    if ((byte === this.quote && this.last !== BACKSLASH) || byteClass === LINE_FEED) {
      this.quote = 0;
      this.lastToken = this.string;
      this.token = 0;
      this.value = 0;
    } else {
      this.string = combine(this.string, byte);
      this.value = combine(this.value, byte);
    }
  }

  private updateUnquoted(byte: number, byteClass: number): void {
    this.updateTag(byte, byteClass);
    const afterLetter = isLetter(classOf(this.last)) || this.last === APOSTROPHE;
    if (byte === QUOTE || (byte === APOSTROPHE && !afterLetter)) {
      this.quote = byte;
      this.string = byte;
      this.value = 0;
      return;
    }
    if (byteClass === OPENING) this.open(byte);
    else if (byteClass === CLOSING) this.close();
    else if (AFTER_KEY.includes(byte)) {
      this.key = this.lastToken;
      this.value = 0;
    } else if (byteClass === LINE_FEED || AFTER_PAIR.includes(byte)) this.endPair();
    else if (byteClass !== SPACE || this.value !== 0) this.value = combine(this.value, byte);
    const inToken = isLetter(byteClass) || byteClass === DIGIT || IN_TOKEN.includes(byte);
    this.token = inToken ? combine((this.token + 1) >>> 0, byte) : 0;
    if (inToken) this.lastToken = this.token;
  }

  private endPair(): void {
    this.key = 0;
    this.lastToken = 0;
    this.value = 0;
  }

  private open(byte: number): void {
    this.keys.push(this.key !== 0 ? this.key : this.lastToken);
    this.brackets.push(byte);
    this.bracket = byte;
    this.endPair();
  }

  private close(): void {
    this.endPair();
    if (this.brackets.count === 0) return;
    this.brackets.count--;
    this.keys.count--;
    this.bracket = this.brackets.fromEnd(0);
  }

  private updateTag(byte: number, byteClass: number): void {
    switch (this.within) {
      case OUTSIDE:
        if (byte === LESS) this.within = OPENED;
        break;
      case OPENED:
        this.name = byte === SLASH ? 0 : combine(0, byte);
        if (isLetter(byteClass)) this.within = NAME;
        else if (byte === SLASH) this.within = CLOSED;
        else this.within = REMARKS.includes(byte) ? REMARK : OUTSIDE;
        break;
      case NAME:
        if (byteClass === SPACE || byteClass === LINE_FEED) this.within = INSIDE;
        else if (byte === MORE) this.endTag();
        else if (byte !== SLASH) this.name = combine(this.name, byte);
        break;
      case CLOSED:
        if (byte !== MORE) this.name = combine(this.name, byte);
        else this.closeTag();
        break;
      case INSIDE:
        if (byte === MORE) this.endTag();
        else if (byte === LESS) this.within = OPENED;
        break;
      default:
        if (byte === MORE) this.within = OUTSIDE;
    }
  }

  private endTag(): void {
    this.within = OUTSIDE;
    if (this.last !== SLASH) this.tags.push(this.name);
  }

  /** Closes the innermost tag of the name with all in it; a name that is not open closes nothing. */
  private closeTag(): void {
    this.within = OUTSIDE;
    for (let i = 0; i < Math.min(REACH, this.tags.count); i++)
      if (this.tag(i) === this.name) {
        this.tags.count -= i + 1;
        return;
      }
  }
}
