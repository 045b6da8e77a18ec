import { History } from '../context/history';
import { BracketState } from './bracket-state';
import { classOf } from './classes';
import { LineState } from './line-state';
import { NestingState } from './nesting-state';
import { PhraseState } from './phrase-state';
import { StyleState } from './style-state';
import { WordState } from './word-state';

/** The state of a text: words, lines, nesting, brackets, phrases, style. Updated once a byte, read by many models. */
export class TextState {
  readonly words: WordState = new WordState();
  readonly lines: LineState = new LineState();
  readonly nesting: NestingState = new NestingState();
  readonly brackets: BracketState = new BracketState();
  readonly phrases: PhraseState = new PhraseState();
  readonly style: StyleState = new StyleState();

  constructor(readonly history: History) {}

  /** Takes the newest byte of the history. `whole` = false updates the words only. */
  update(whole: bool): void {
    if (this.history.count == 0) {
      this.lines.start = this.history.at;
      return;
    }
    const byte = this.history.back(1);
    const byteClass = classOf(byte);
    this.words.update(byte, byteClass);
    if (!whole) return;
    this.lines.update(byte, byteClass, this.history.at);
    this.nesting.update(byte, byteClass);
    this.brackets.update(byte, byteClass, this.history.at);
    this.phrases.update(byte, byteClass, this.words);
    this.style.update(byte, byteClass, this.words);
  }
}
