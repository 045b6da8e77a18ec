import { combine } from '../context/hash';
import { allocate } from '../memory/arena';
import { CLOSE, isLetter, NEWLINE, OPEN, SPACE } from './classes';

/** Depth kept; what is nested deeper overwrites the outermost. */
const DEPTH: u32 = 32;

/** Where a tag's text is. */
const OUTSIDE: u32 = 0;
const OPENED: u32 = 1;
const NAME: u32 = 2;
const CLOSING: u32 = 3;
const INSIDE: u32 = 4;
const REMARK: u32 = 5;

/**
 * Text as a tree: brackets, tags, keys and quotes. It guesses: prose, programs, XML, JSON and wiki text all go through
 * the same rules, so a `<` that opens nothing or a quote that is an apostrophe must do no lasting harm.
 */
export class NestingReader {
  /** The open quotation mark, 0 = none. */
  quote: u32 = 0;
  /** Hash of the text since the last mark that separates values. */
  value: u32 = 0;
  /** Hash of the key that the value belongs to, 0 = none. */
  key: u32 = 0;
  /** Where in a tag; hash of its name. */
  within: u32 = OUTSIDE;
  name: u32 = 0;
  /** Byte of the innermost open bracket, 0 = none. */
  bracket: u32 = 0;
  /** Open tags and brackets. */
  private tags: u32 = 0;
  private brackets: u32 = 0;
  private readonly tagNames: usize = allocate(DEPTH * 4);
  private readonly bracketBytes: usize = allocate(DEPTH * 4);
  private readonly keys: usize = allocate(DEPTH * 4);
  /** Hash of the string or token that ended last: a key if a colon or an equals sign follows. */
  private candidate: u32 = 0;
  private token: u32 = 0;
  private string: u32 = 0;
  private last: u32 = 0;

  /** Name of the n-th tag from inside. */
  tag(n: u32): u32 {
    return n < this.tags
      ? load<u32>(this.tagNames + <usize>(((this.tags - 1 - n) & (DEPTH - 1)) << 2))
      : 0;
  }

  /** Key that the n-th bracket from inside belongs to. */
  keyAbove(n: u32): u32 {
    return n < this.brackets
      ? load<u32>(this.keys + <usize>(((this.brackets - 1 - n) & (DEPTH - 1)) << 2))
      : 0;
  }

  read(byte: u32, kind: u32): void {
    if (this.quote != 0) this.readQuoted(byte, kind);
    else this.readOpen(byte, kind);
    this.last = byte;
  }

  private readQuoted(byte: u32, kind: u32): void {
    if ((byte == this.quote && this.last != 92) || kind == NEWLINE) {
      this.quote = 0;
      this.candidate = this.string;
      this.token = 0;
      this.value = 0;
    } else {
      this.string = combine(this.string, byte);
      this.value = combine(this.value, byte);
    }
    if (this.last == 92 && byte == 92) this.last = 0;
  }

  private readOpen(byte: u32, kind: u32): void {
    this.readTag(byte, kind);
    if (byte == 34 || (byte == 39 && !this.afterLetter())) {
      this.quote = byte;
      this.string = byte;
      this.value = 0;
      return;
    }
    if (kind == OPEN) {
      this.open(byte);
    } else if (kind == CLOSE) {
      this.close();
    } else if (byte == 58 || byte == 61) {
      this.key = this.candidate;
      this.value = 0;
    } else if (
      byte == 44 ||
      byte == 59 ||
      byte == 124 ||
      kind == NEWLINE ||
      byte == 60 ||
      byte == 62
    ) {
      this.endPair();
    } else if (kind != SPACE || this.value != 0) {
      this.value = combine(this.value, byte);
    }
    if (isLetter(kind) || byte == 45 || byte == 95 || byte - 48 < 10) {
      this.token = combine(this.token + 1, byte);
      this.candidate = this.token;
    } else {
      this.token = 0;
    }
  }

  /** Does a letter stand right before? Then ' is an apostrophe. */
  private afterLetter(): bool {
    const letter = this.last | 32;
    return letter - 97 < 26 || this.last > 127 || this.last == 39;
  }

  private endPair(): void {
    this.key = 0;
    this.candidate = 0;
    this.value = 0;
  }

  private open(byte: u32): void {
    const place = <usize>((this.brackets & (DEPTH - 1)) << 2);
    store<u32>(this.bracketBytes + place, byte);
    store<u32>(this.keys + place, this.key != 0 ? this.key : this.candidate);
    this.brackets++;
    this.bracket = byte;
    this.endPair();
  }

  private close(): void {
    this.endPair();
    if (this.brackets == 0) return;
    this.brackets--;
    this.bracket =
      this.brackets != 0
        ? load<u32>(this.bracketBytes + <usize>(((this.brackets - 1) & (DEPTH - 1)) << 2))
        : 0;
  }

  private readTag(byte: u32, kind: u32): void {
    switch (this.within) {
      case OUTSIDE: {
        if (byte == 60) this.within = OPENED;
        break;
      }
      case OPENED: {
        this.name = combine(0, byte);
        if (isLetter(kind)) this.within = NAME;
        else if (byte == 47) {
          this.within = CLOSING;
          this.name = 0;
        } else this.within = byte == 33 || byte == 63 ? REMARK : OUTSIDE;
        if (this.within == CLOSING) this.name = 0;
        break;
      }
      case NAME: {
        if (kind == SPACE || kind == NEWLINE) this.within = INSIDE;
        else if (byte == 62) this.endTag();
        else if (byte != 47) this.name = combine(this.name, byte);
        break;
      }
      case CLOSING: {
        if (byte == 62) {
          this.closeTag();
          this.within = OUTSIDE;
        } else {
          this.name = combine(this.name, byte);
        }
        break;
      }
      case INSIDE: {
        if (byte == 62) this.endTag();
        else if (byte == 60) this.within = OPENED;
        break;
      }
      default: {
        if (byte == 62) this.within = OUTSIDE;
      }
    }
  }

  private endTag(): void {
    this.within = OUTSIDE;
    if (this.last == 47) return;
    store<u32>(this.tagNames + <usize>((this.tags & (DEPTH - 1)) << 2), this.name);
    this.tags++;
  }

  /** Closes the innermost tag of the name, with all in it; a name that is not open closes nothing. */
  private closeTag(): void {
    for (let n: u32 = 0; n < 8 && n < this.tags; n++) {
      if (this.tag(n) != this.name) continue;
      this.tags -= n + 1;
      return;
    }
  }
}
