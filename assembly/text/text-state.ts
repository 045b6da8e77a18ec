import { Trail } from '../context/history';
import { BracketReader } from './bracket-state';
import { classOf } from './classes';
import { LineReader } from './line-state';
import { NestingReader } from './nesting-state';
import { PhraseReader } from './phrase-state';
import { StyleReader } from './style-state';
import { WordReader } from './word-state';

/** What readers of text make of what came so far: words, lines, nesting, style. Read once a byte, for all who ask. */
export class Page {
  readonly words: WordReader = new WordReader();
  readonly lines: LineReader = new LineReader();
  readonly nesting: NestingReader = new NestingReader();
  readonly brackets: BracketReader = new BracketReader();
  readonly phrases: PhraseReader = new PhraseReader();
  readonly style: StyleReader = new StyleReader();

  constructor(readonly trail: Trail) {}

  /** Call after each byte; `whole` = false: nobody asks for more than words. */
  read(whole: bool): void {
    if (this.trail.count == 0) {
      this.lines.start = this.trail.at;
      return;
    }
    const byte = this.trail.back(1);
    const kind = classOf(byte);
    this.words.read(byte, kind);
    if (!whole) return;
    this.lines.read(byte, kind, this.trail.at);
    this.nesting.read(byte, kind);
    this.brackets.read(byte, kind, this.trail.at);
    this.phrases.read(byte, kind, this.words);
    this.style.read(byte, kind, this.words);
  }
}
