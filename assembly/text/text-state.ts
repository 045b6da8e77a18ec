import { History } from '../context/history';
import { BracketState } from './bracket-state';
import { classOf } from './classes';
import { LineState } from './line-state';
import { NestingState } from './nesting-state';
import { PhraseState } from './phrase-state';
import { StyleState } from './style-state';
import { WordState } from './word-state';

/** What readers of text make of what came so far: words, lines, nesting, style. Read once a byte, for all who ask. */
export class TextState {
  readonly words: WordState = new WordState();
  readonly lines: LineState = new LineState();
  readonly nesting: NestingState = new NestingState();
  readonly brackets: BracketState = new BracketState();
  readonly phrases: PhraseState = new PhraseState();
  readonly style: StyleState = new StyleState();

  constructor(readonly history: History) {}

  /** Call after each byte; `whole` = false: nobody asks for more than words. */
  read(whole: bool): void {
    if (this.history.count == 0) {
      this.lines.start = this.history.at;
      return;
    }
    const byte = this.history.back(1);
    const kind = classOf(byte);
    this.words.read(byte, kind);
    if (!whole) return;
    this.lines.read(byte, kind, this.history.at);
    this.nesting.read(byte, kind);
    this.brackets.read(byte, kind, this.history.at);
    this.phrases.read(byte, kind, this.words);
    this.style.read(byte, kind, this.words);
  }
}
