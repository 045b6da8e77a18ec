/** NUMERICS.md, section 17: the history as text. */
import type { History } from '../history.js';
import { BracketState } from './bracket-state.js';
import { classOf } from './classes.js';
import { LineState } from './line-state.js';
import { NestingState } from './nesting-state.js';
import { PhraseState } from './phrase-state.js';
import { StyleState } from './style-state.js';
import { WordState } from './word-state.js';

export class TextState {
  readonly words = new WordState();
  readonly lines = new LineState();
  readonly nesting = new NestingState();
  readonly brackets: BracketState;
  readonly phrases = new PhraseState();
  readonly style = new StyleState();

  constructor(private readonly history: History) {
    this.brackets = new BracketState(history);
  }

  /** Reads the newest byte, if there is one. */
  read(): void {
    const { count } = this.history;
    if (count === 0) return;
    const byte = this.history.back(1);
    const byteClass = classOf(byte);
    this.words.update(byte, byteClass);
    this.lines.update(byte, byteClass, count);
    this.nesting.update(byte, byteClass);
    this.brackets.update(byte, byteClass, count);
    this.phrases.update(byte, byteClass, this.words);
    this.style.update(byte, byteClass, this.words);
  }
}
