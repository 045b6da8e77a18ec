import { combine, GOLDEN } from '../context/hash';
import { allocate } from '../memory/arena';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';

/** Rows of the tables that are looked up by a hash. */
const ROW_BITS = 16;

/** Contexts of what followed before: bytes after the newest ones, words after the last word, lines like this one. */
export class Indirect extends ContextModel {
  /** The two bytes that came after a byte last, the newest lowest; after two; after three, by hash. */
  private readonly after1: usize = allocate(256 * 2);
  private readonly after2: usize = allocate(65536 * 2);
  private readonly after3: usize = allocate(2 << ROW_BITS);
  /** The words that came after a word last: the newest, the one before. */
  private readonly followers: usize = allocate(8 << ROW_BITS);
  private readonly followers2: usize = allocate(8 << ROW_BITS);
  private follower: u64 = 0;
  private follower2: u64 = 0;
  private place: usize = 0;
  private place2: usize = 0;
  /** Where a line that looked the same so far went on; where the last value of the same key stands. */
  private readonly lines: usize = allocate(4 << ROW_BITS);
  private readonly values: usize = allocate(4 << ROW_BITS);
  private line: usize = 0;
  private value: usize = 0;
  private inWord: bool = false;

  constructor(
    private readonly text: TextState,
    set: u32,
  ) {
    super(set, 0x400);
  }

  read(): void {
    const history = this.text.history;
    const w = this.text.words;
    const last = history.last4;
    const c1 = last & 255;
    note(this.after1 + <usize>((last >> 8 & 255) << 1), c1);
    note(this.after2 + <usize>((last >> 8 & 0xffff) << 1), c1);
    note(this.after3 + (row(last >> 8) << 1), c1);
    const inWord = w.word != 0;
    if (!inWord && this.inWord) {
      remember(this.place, w.word1);
      remember(this.place2, w.word1);
      this.place = this.followers + (row(w.word1) << 3);
      this.place2 = this.followers2 + (row(combine(w.word1, w.word2)) << 3);
      this.follower = load<u64>(this.place);
      this.follower2 = load<u64>(this.place2);
    }
    this.inWord = inWord;
    const line = this.lines + (row(combine(this.text.lines.shape, this.text.lines.tokens)) << 2);
    this.line = <usize>load<u32>(line);
    store<u32>(line, u32(history.at));
    const tree = this.text.nesting;
    if (tree.value == 0) {
      const value = this.values + (row(combine(combine(tree.key, tree.keyAbove(0)), combine(tree.tag(0), tree.name + c1))) << 2);
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
      case 0: return combine(load<u16>(this.after1 + <usize>(c1 << 1)), c1);
      case 1: return combine(load<u16>(this.after2 + <usize>((last & 0xffff) << 1)), c1);
      case 2: return combine(load<u16>(this.after3 + (row(last) << 1)), c1);
      case 3: return combine(combine(bare, u32(this.follower)), 0);
      case 4: return combine(combine(bare, u32(this.follower)), u32(this.follower >> 32));
      case 5: return combine(bare, u32(this.follower2));
      case 6: return combine(combine(bare, u32(this.follower2)), u32(this.follower));
      case 7: return combine(history.byteAt(this.line), c1);
      case 8: return combine(combine(history.byteAt(this.line), history.byteAt(this.line + 1)), combine(c1, history.back(2)));
      case 9: return combine(history.byteAt(this.value), c1);
      default: return combine(combine(history.byteAt(this.value), history.byteAt(this.value + 1)), combine(c1, history.back(2)));
    }
  }
}

/** The row of a table for `hash`, of its lower three bytes. */
// @ts-ignore: decorator
@inline function row(hash: u32): usize {
  return <usize>((hash & 0xffffff) * GOLDEN >> (32 - ROW_BITS));
}

// @ts-ignore: decorator
@inline function note(at: usize, byte: u32): void {
  store<u16>(at, u16((load<u16>(at) << 8) | byte));
}

/** Puts a word in front of the two at `at`, unless it is the newest already. */
function remember(at: usize, word: u32): void {
  if (at == 0 || load<u32>(at) == word) return;
  store<u32>(at, load<u32>(at), 4);
  store<u32>(at, word);
}
