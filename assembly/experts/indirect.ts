import { combine, GOLDEN } from '../context/hash';
import { allocate } from '../memory/arena';
import { INDIRECT, SALT } from '../spec.generated';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';
import { SharedState, TEXT } from './shared-state';

/** log2 of the entries of the tables whose index is a hash. */
const ENTRY_BITS = 16;

/** Contexts of what followed the same bytes, the same words, a line start of the same shape or the same key before. */
export class Indirect extends ContextModel {
  private readonly text: TextState;
  /** The two bytes that last followed a byte, the newest lowest; the same for two bytes; for three, by their hash. */
  private readonly after1: usize = allocate(256 * 2);
  private readonly after2: usize = allocate(65536 * 2);
  private readonly after3: usize = allocate(2 << ENTRY_BITS);
  /** The two words that last followed a word, the newest lowest (u64); the same for two words. */
  private readonly followers: usize = allocate(8 << ENTRY_BITS);
  private readonly followers2: usize = allocate(8 << ENTRY_BITS);
  /** Addresses of the entries of the last word and of the last two, 0 = none; what they held when that word ended. */
  private entry: usize = 0;
  private entry2: usize = 0;
  private follower: u64 = 0;
  private follower2: u64 = 0;
  /** Where a line of the same shape and number of tokens last went on. */
  private readonly lines: usize = allocate(4 << ENTRY_BITS);
  /** Where a value of the same key, tag and last byte last began. */
  private readonly values: usize = allocate(4 << ENTRY_BITS);
  /** Addresses of the bytes there that correspond to the next byte, 0 = none. */
  private line: usize = 0;
  private value: usize = 0;
  private inWord: bool = false;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.INDIRECT);
    this.text = state.text;
  }

  get needs(): u32 {
    return TEXT;
  }

  update(): void {
    const history = this.text.history;
    const w = this.text.words;
    const last = history.last4;
    const c1 = last & 255;
    appendByte(this.after1 + <usize>((last >> 8 & 255) << 1), c1);
    appendByte(this.after2 + <usize>((last >> 8 & 0xffff) << 1), c1);
    appendByte(this.after3 + (indexOf(last >> 8) << 1), c1);
    const inWord = w.word != 0;
    if (!inWord && this.inWord) {
      appendWord(this.entry, w.word1);
      appendWord(this.entry2, w.word1);
      this.entry = this.followers + (indexOf(w.word1) << 3);
      this.entry2 = this.followers2 + (indexOf(combine(w.word1, w.word2)) << 3);
      this.follower = load<u64>(this.entry);
      this.follower2 = load<u64>(this.entry2);
    }
    this.inWord = inWord;
    const line = this.lines + (indexOf(combine(this.text.lines.shape, this.text.lines.tokens)) << 2);
    this.line = <usize>load<u32>(line);
    store<u32>(line, u32(history.at));
    const tree = this.text.nesting;
    if (tree.value == 0) {
      const value = this.values + (indexOf(combine(combine(tree.key, tree.keyAbove(0)), combine(tree.tag(0), tree.name + c1))) << 2);
      this.value = <usize>load<u32>(value);
      store<u32>(value, u32(history.at));
    } else if (this.value != 0) {
      this.value++;
    }
  }

  protected hash(member: i32): u32 {
    const history = this.text.history;
    const w = this.text.words;
    const last = history.last4;
    const c1 = last & 255;
    const bare = w.word != 0 ? w.word : c1;
    switch (member) {
      case INDIRECT.AFTER1: return combine(load<u16>(this.after1 + <usize>(c1 << 1)), c1);
      case INDIRECT.AFTER2: return combine(load<u16>(this.after2 + <usize>((last & 0xffff) << 1)), c1);
      case INDIRECT.AFTER3: return combine(load<u16>(this.after3 + (indexOf(last) << 1)), c1);
      case INDIRECT.NEXT: return combine(combine(bare, u32(this.follower)), 0);
      case INDIRECT.NEXTS: return combine(combine(bare, u32(this.follower)), u32(this.follower >> 32));
      case INDIRECT.NEXT2: return combine(bare, u32(this.follower2));
      case INDIRECT.NEXT12: return combine(combine(bare, u32(this.follower2)), u32(this.follower));
      case INDIRECT.LINE: return combine(history.byteAt(this.line), c1);
      case INDIRECT.LINE2: return combine(combine(history.byteAt(this.line), history.byteAt(this.line + 1)), combine(c1, history.back(2)));
      case INDIRECT.VALUE: return combine(history.byteAt(this.value), c1);
      case INDIRECT.VALUE2: return combine(combine(history.byteAt(this.value), history.byteAt(this.value + 1)), combine(c1, history.back(2)));
      default: return unreachable();
    }
  }
}

/** The index of a hash in a table, from the hash's lower three bytes. */
// @ts-ignore: decorator
@inline function indexOf(hash: u32): usize {
  return <usize>((hash & 0xffffff) * GOLDEN >> (32 - ENTRY_BITS));
}

// @ts-ignore: decorator
@inline function appendByte(entry: usize, byte: u32): void {
  store<u16>(entry, u16((load<u16>(entry) << 8) | byte));
}

/** Makes a word the newest of an entry's two, unless it is that already. */
function appendWord(entry: usize, word: u32): void {
  if (entry == 0 || load<u32>(entry) == word) return;
  store<u32>(entry, load<u32>(entry), 4);
  store<u32>(entry, word);
}
