import { combine } from '../context/hash';
import { allocate } from '../memory/arena';
import { CLOSE, isLetter, NEWLINE, OPEN, SPACE } from './classes';

const BACKSLASH: u32 = 92;

/** Entries of each stack, a ring: what is nested deeper overwrites the outermost entry. */
const DEPTH: u32 = 32;

/** Position in a tag: outside of tags, behind `<`, in an opening tag's name, in a closing tag, behind the name. */
const OUTSIDE: u32 = 0;
const OPENED: u32 = 1;
const NAME: u32 = 2;
const CLOSING: u32 = 3;
const INSIDE: u32 = 4;
/** Behind `<!` or `<?`, up to the next `>`. */
const COMMENT: u32 = 5;

/**
 * Text as a tree: brackets, tags, keys and quotes. Prose, programs, XML, JSON and wiki text follow the same rules, so
 * the state is a guess. The rules limit the effect of a wrong one: a quote ends with its line, for example.
 */
export class NestingState {
  /** Byte of the open quotation mark, double quote or apostrophe, 0 = none. */
  quote: u32 = 0;
  /** Hash of the value so far: since the last separator, `:`, `=`, bracket or quotation mark, without leading spaces. */
  value: u32 = 0;
  /** Hash of the string or token before the last `:` or `=`, 0 = none since the last separator. */
  key: u32 = 0;
  /** Position in a tag: OUTSIDE to COMMENT, 0 to 5. */
  within: u32 = OUTSIDE;
  /** Hash of the name of the tag that began last. */
  name: u32 = 0;
  /** Byte of the innermost open bracket, 0 = none. */
  bracket: u32 = 0;
  /** Open tags. */
  private tags: u32 = 0;
  /** Open brackets. */
  private brackets: u32 = 0;
  /** Stacks, u32 entries: hashes of tag names; bytes of brackets; hashes of the keys that brackets belong to. */
  private readonly tagNames: usize = allocate(DEPTH * 4);
  private readonly bracketBytes: usize = allocate(DEPTH * 4);
  private readonly keys: usize = allocate(DEPTH * 4);
  /** Hash of the newest string or token: it becomes the key at a `:` or `=`. */
  private lastToken: u32 = 0;
  /** Hash of the token so far (letters, digits, `-`, `_`), 0 between tokens. */
  private token: u32 = 0;
  /** Hash of the quoted string so far, its quotation mark included. */
  private string: u32 = 0;
  /** The byte before; 0 behind a backslash that a backslash escapes. */
  private last: u32 = 0;

  /** Hash of the name of the n-th open tag, the innermost being 0; 0 = none. */
  tag(n: u32): u32 {
    return n < this.tags
      ? load<u32>(this.tagNames + <usize>(((this.tags - 1 - n) & (DEPTH - 1)) << 2))
      : 0;
  }

  /** Hash of the key that the n-th open bracket belongs to, the innermost being 0; 0 = none. */
  keyAbove(n: u32): u32 {
    return n < this.brackets
      ? load<u32>(this.keys + <usize>(((this.brackets - 1 - n) & (DEPTH - 1)) << 2))
      : 0;
  }

  /** Takes the newest byte and its class. */
  update(byte: u32, byteClass: u32): void {
    // The second of two backslashes in a quote escapes nothing.
    const escaped = this.quote != 0 && this.last == BACKSLASH && byte == BACKSLASH;
    if (this.quote != 0) this.updateQuoted(byte, byteClass);
    else this.updateOpen(byte, byteClass);
    this.last = escaped ? 0 : byte;
  }

  private updateQuoted(byte: u32, byteClass: u32): void {
    if ((byte == this.quote && this.last != BACKSLASH) || byteClass == NEWLINE) {
      this.quote = 0;
      this.lastToken = this.string;
      this.token = 0;
      this.value = 0;
    } else {
      this.string = combine(this.string, byte);
      this.value = combine(this.value, byte);
    }
  }

  private updateOpen(byte: u32, byteClass: u32): void {
    this.updateTag(byte, byteClass);
    if (byte == 34 || (byte == 39 && !this.afterLetter())) {
      this.quote = byte;
      this.string = byte;
      this.value = 0;
      return;
    }
    if (byteClass == OPEN) {
      this.open(byte);
    } else if (byteClass == CLOSE) {
      this.close();
    } else if (byte == 58 || byte == 61) {
      this.key = this.lastToken;
      this.value = 0;
    } else if (
      byte == 44 ||
      byte == 59 ||
      byte == 124 ||
      byteClass == NEWLINE ||
      byte == 60 ||
      byte == 62
    ) {
      this.endPair();
    } else if (byteClass != SPACE || this.value != 0) {
      this.value = combine(this.value, byte);
    }
    if (isLetter(byteClass) || byte == 45 || byte == 95 || byte - 48 < 10) {
      this.token = combine(this.token + 1, byte);
      this.lastToken = this.token;
    } else {
      this.token = 0;
    }
  }

  /** Whether the byte before is a letter, one above 127, or an apostrophe: then ' opens no string. */
  private afterLetter(): bool {
    const letter = this.last | 32;
    return letter - 97 < 26 || this.last > 127 || this.last == 39;
  }

  private endPair(): void {
    this.key = 0;
    this.lastToken = 0;
    this.value = 0;
  }

  private open(byte: u32): void {
    const entry = <usize>((this.brackets & (DEPTH - 1)) << 2);
    store<u32>(this.bracketBytes + entry, byte);
    store<u32>(this.keys + entry, this.key != 0 ? this.key : this.lastToken);
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

  private updateTag(byte: u32, byteClass: u32): void {
    switch (this.within) {
      case OUTSIDE: {
        if (byte == 60) this.within = OPENED;
        break;
      }
      case OPENED: {
        this.name = combine(0, byte);
        if (isLetter(byteClass)) this.within = NAME;
        else if (byte == 47) {
          this.within = CLOSING;
          this.name = 0;
        } else this.within = byte == 33 || byte == 63 ? COMMENT : OUTSIDE;
        if (this.within == CLOSING) this.name = 0;
        break;
      }
      case NAME: {
        if (byteClass == SPACE || byteClass == NEWLINE) this.within = INSIDE;
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

  /** At `>`: opens the tag, unless a slash stands before. */
  private endTag(): void {
    this.within = OUTSIDE;
    if (this.last == 47) return;
    store<u32>(this.tagNames + <usize>((this.tags & (DEPTH - 1)) << 2), this.name);
    this.tags++;
  }

  /** Closes the innermost of the eight newest open tags that has this name, and all tags in it; without one, none. */
  private closeTag(): void {
    for (let n: u32 = 0; n < 8 && n < this.tags; n++) {
      if (this.tag(n) != this.name) continue;
      this.tags -= n + 1;
      return;
    }
  }
}
