/** NUMERICS.md, section 17, `indirect`: what followed before. */
import { combine, type History, NONE } from './history.js';
import { rowOf } from './text/phrase-state.js';
import type { TextState } from './text/text-state.js';

const ROWS = 2 ** 16;

/** Notes a byte behind another, the newer lowest. */
function note(table: Uint16Array, index: number, byte: number): void {
  table[index] = ((table[index] as number) << 8) | byte;
}

/** The two words that followed a context, the newest and the one before, and the entry that was chosen last. */
class Followers {
  newest = 0;
  before = 0;
  private row = -1;
  private readonly newestOf = new Uint32Array(ROWS);
  private readonly beforeOf = new Uint32Array(ROWS);

  /** A word ended: it follows the context chosen last; the context of `hash` is chosen. */
  endWord(word: number, hash: number): void {
    const { row, newestOf, beforeOf } = this;
    if (row >= 0 && newestOf[row] !== word) {
      beforeOf[row] = newestOf[row] as number;
      newestOf[row] = word;
    }
    this.row = rowOf(hash);
    this.newest = newestOf[this.row] as number;
    this.before = beforeOf[this.row] as number;
  }
}

export class IndirectState {
  private readonly after1 = new Uint16Array(256);
  private readonly after2 = new Uint16Array(ROWS);
  private readonly after3 = new Uint16Array(ROWS);
  private readonly afterWord = new Followers();
  private readonly afterWords = new Followers();
  private readonly lines = new Uint32Array(ROWS).fill(NONE);
  private readonly values = new Uint32Array(ROWS).fill(NONE);
  private line = NONE;
  private value = NONE;
  private inWord = false;

  constructor(
    private readonly history: History,
    private readonly text: TextState,
  ) {}

  /** Reads the newest byte. */
  read(): void {
    const { history, text } = this;
    const { words, lines, nesting } = text;
    const byte = history.back(1);
    const older = history.newest4 >>> 8;
    note(this.after1, older & 255, byte);
    note(this.after2, older & 0xffff, byte);
    note(this.after3, rowOf(older), byte);
    const inWord = words.word !== 0;
    if (!inWord && this.inWord) {
      this.afterWord.endWord(words.word1, words.word1);
      this.afterWords.endWord(words.word1, combine(words.word1, words.word2));
    }
    this.inWord = inWord;
    const line = rowOf(combine(lines.shape, lines.tokens));
    this.line = this.lines[line] as number;
    this.lines[line] = history.count;
    if (nesting.value === 0) {
      const owner = combine(nesting.key, nesting.keyAbove(0));
      const tag = combine(nesting.tag(0), (nesting.name + byte) >>> 0);
      const value = rowOf(combine(owner, tag));
      this.value = this.values[value] as number;
      this.values[value] = history.count;
    } else {
      this.value++;
    }
  }

  /** The names that the document's expressions use. */
  get names() {
    const state = this;
    return {
      get after1() {
        return state.after1[state.history.back(1)] as number;
      },
      get after2() {
        return state.after2[state.history.newest4 & 0xffff] as number;
      },
      get after3() {
        return state.after3[rowOf(state.history.newest4)] as number;
      },
      get follower() {
        return state.afterWord.newest;
      },
      get follower2() {
        return state.afterWord.before;
      },
      get skipped() {
        return state.afterWords.newest;
      },
      get line() {
        return state.line;
      },
      get value() {
        return state.value;
      },
    };
  }
}
